using Google.Protobuf;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Tests.Ingest.Decoding;

/// <summary>
/// Encodes a batch in one of the many ways that protobuf allows: packed or one by one, a packed field in several chunks, fields in any order,
/// unknown fields and groups in between, varints longer than they need be.
/// </summary>
internal sealed class LegalEncoding(Random random)
{
    public byte[] Encode(Batch batch)
    {
        var fields = new List<List<byte[]>>
        {
            new() { Field(1, 0, Varint(batch.Seq)) },
            Column(2, 0, batch.Series.Select(handle => Varint(handle))),
            Column(3, 1, batch.Time.Select(time => BitConverter.GetBytes(time))),
            Column(4, 1, batch.Value.Select(value => BitConverter.GetBytes(value))),
            Column(5, 5, batch.Quality.Select(quality => BitConverter.GetBytes(quality))),
            Column(6, 0, batch.RunLength.Select(length => Varint(length))),
            batch.Text.Select(text => Field(7, 2, Prefixed(System.Text.Encoding.UTF8.GetBytes(text)))).ToList(),
            Unknown(),
        };
        return Interleave(fields);
    }

    /// <summary>A request around an encoded batch; not plain = after another member of the oneof, which it replaces, and unknown fields.</summary>
    public byte[] Wrap(byte[] batch, bool plain)
    {
        if (plain)
        {
            return Field(3, 2, Prefixed(batch));
        }

        var parts = new List<List<byte[]>> { new() { Field(5, 2, Prefixed([])) }, Unknown(), new() { Field(3, 2, Prefixed(batch)) } };
        return parts.SelectMany(part => part).SelectMany(bytes => bytes).ToArray();
    }

    public static byte[] Field(int number, int wireType, byte[] content) => [.. MinimalVarint((ulong)((number << 3) | wireType)), .. content];

    public static byte[] Prefixed(byte[] content) => [.. MinimalVarint((ulong)content.Length), .. content];

    private byte[] Interleave(List<List<byte[]>> fields)
    {
        var left = fields.Select(field => new Queue<byte[]>(field)).Where(queue => queue.Count > 0).ToList();
        var bytes = new List<byte>();
        while (left.Count > 0)
        {
            var queue = left[random.Next(left.Count)];
            bytes.AddRange(queue.Dequeue());
            left.RemoveAll(candidate => candidate.Count == 0);
        }

        return [.. bytes];
    }

    private List<byte[]> Column(int number, int wireType, IEnumerable<byte[]> entries)
    {
        var pieces = new List<byte[]>();
        var left = new Queue<byte[]>(entries);
        while (left.Count > 0)
        {
            if (random.Next(3) == 0)
            {
                pieces.Add(Field(number, wireType, left.Dequeue()));
                continue;
            }

            var chunk = new List<byte>();
            for (var n = random.Next(0, left.Count + 1); n > 0; n--)
            {
                chunk.AddRange(left.Dequeue());
            }

            pieces.Add(Field(number, 2, Prefixed([.. chunk])));
        }

        return pieces;
    }

    private List<byte[]> Unknown()
    {
        List<byte[]> choices =
        [
            Field(19, 0, Varint((ulong)random.NextInt64())),
            Field(2000, 1, new byte[8]),
            Field(20, 2, Prefixed(new byte[random.Next(5)])),
            Field(21, 5, new byte[4]),
            [.. Field(22, 3, Field(23, 3, Field(1, 0, Varint(7)))), .. Field(23, 4, []), .. Field(22, 4, [])],
            Field(3, 0, Varint(5)), // a known number with a wire type that it does not have
        ];
        return choices.Where(_ => random.Next(4) == 0).ToList();
    }

    private byte[] Varint(ulong value)
    {
        var bytes = MinimalVarint(value);
        var longer = random.Next(8) == 0 ? random.Next(0, 11 - bytes.Length) : 0;
        for (; longer > 0; longer--)
        {
            bytes[^1] |= 0x80;
            bytes = [.. bytes, 0];
        }

        return bytes;
    }

    private static byte[] MinimalVarint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
