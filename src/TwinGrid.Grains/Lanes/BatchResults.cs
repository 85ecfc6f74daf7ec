using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Lanes;

/// <summary>Makes the result of a batch out of its rejections; the same for the batch, for every resend and after recovery.</summary>
internal static class BatchResults
{
    /// <summary>The result; null when every item was accepted.</summary>
    public static BatchResult? Of(ulong seq, ReadOnlySpan<RejectedItem> rejections)
    {
        if (rejections.IsEmpty)
        {
            return null;
        }

        var counts = new SortedDictionary<RejectionCode, int>();
        foreach (var item in rejections)
        {
            counts[(RejectionCode)item.Code] = counts.GetValueOrDefault((RejectionCode)item.Code) + 1;
        }

        var items = new ItemRejection[Math.Min(rejections.Length, BatchResult.MaxItems)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new ItemRejection(rejections[i].Index, (RejectionCode)rejections[i].Code);
        }

        return new BatchResult { Seq = seq, Rejected = [.. counts.Select(one => (one.Key, one.Value))], Items = items };
    }

    /// <summary>The answer to a batch that a loss declaration covers.</summary>
    public static BatchResult Lost(ulong seq) => new() { Seq = seq, Code = BatchCode.LossDeclared };

    /// <summary>Writes a result.</summary>
    public static void Save(StateWriter writer, BatchResult result)
    {
        writer.UInt64(result.Seq);
        writer.Byte((byte)result.Code);
        writer.Int32(result.Rejected.Count);
        foreach (var (code, count) in result.Rejected)
        {
            writer.Byte((byte)code);
            writer.Int32(count);
        }

        writer.Int32(result.Items.Count);
        foreach (var item in result.Items)
        {
            writer.Int32(item.Index);
            writer.Byte((byte)item.Code);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static BatchResult Load(ref StateReader reader)
    {
        var seq = reader.UInt64();
        var code = (BatchCode)reader.Byte();
        var rejected = new (RejectionCode, int)[reader.Int32()];
        for (var i = 0; i < rejected.Length; i++)
        {
            rejected[i] = ((RejectionCode)reader.Byte(), reader.Int32());
        }

        var items = new ItemRejection[reader.Int32()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new ItemRejection(reader.Int32(), (RejectionCode)reader.Byte());
        }

        return new BatchResult { Seq = seq, Code = code, Rejected = rejected, Items = items };
    }
}
