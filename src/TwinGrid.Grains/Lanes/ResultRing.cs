using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Lanes;

/// <summary>Payload hashes and results of a lane's last batches, up to its high-water mark. Grows to its full size with the lane.</summary>
internal sealed class ResultRing
{
    /// <summary>Batches whose results are kept.</summary>
    public const int Capacity = 1_024;

    private ulong[] hashes = new ulong[16];
    private BatchResult?[] results = new BatchResult?[16];

    /// <summary>Highest seq in the ring: the lane's high-water mark.</summary>
    public ulong Last { get; private set; }

    /// <summary>Batches in the ring, those before <see cref="Last"/> included.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the batch after <see cref="Last"/>.</summary>
    public void Add(ulong hash, BatchResult? result)
    {
        if (Count == hashes.Length && Count < Capacity)
        {
            Grow();
        }

        Last++;
        Count = Math.Min(Count + 1, hashes.Length);
        hashes[Last & (ulong)(hashes.Length - 1)] = hash;
        results[Last & (ulong)(hashes.Length - 1)] = result;
    }

    /// <summary>Adds batches that will never come; of a long range only the end is kept.</summary>
    public void AddLost(ulong through)
    {
        if (through - Last > Capacity)
        {
            Last = through - Capacity;
            Count = 0;
        }

        while (Last < through)
        {
            Add(0, BatchResults.Lost(Last + 1));
        }
    }

    /// <summary>What is kept of a batch; false when it is not in the ring (any more).</summary>
    public bool TryGet(ulong seq, out ulong hash, out BatchResult? result)
    {
        var isKept = seq <= Last && Last - seq < (ulong)Count;
        hash = isKept ? hashes[seq & (ulong)(hashes.Length - 1)] : 0;
        result = isKept ? results[seq & (ulong)(hashes.Length - 1)] : null;
        return isKept;
    }

    /// <summary>Writes the state, oldest batch first.</summary>
    public void Save(StateWriter writer)
    {
        writer.UInt64(Last);
        writer.Int32(Count);
        for (var seq = Last - (ulong)Count + 1; seq != Last + 1; seq++)
        {
            _ = TryGet(seq, out var hash, out var result);
            writer.UInt64(hash);
            writer.Bool(result is not null);
            if (result is not null)
            {
                BatchResults.Save(writer, result);
            }
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static ResultRing Load(ref StateReader reader)
    {
        var last = reader.UInt64();
        var count = reader.Int32();
        var ring = new ResultRing { Last = last - (ulong)count };
        for (var i = 0; i < count; i++)
        {
            var hash = reader.UInt64();
            ring.Add(hash, reader.Bool() ? BatchResults.Load(ref reader) : null);
        }

        return ring;
    }

    private void Grow()
    {
        var (oldHashes, oldResults) = (hashes, results);
        hashes = new ulong[oldHashes.Length * 2];
        results = new BatchResult?[hashes.Length];
        for (var seq = Last - (ulong)Count + 1; seq != Last + 1; seq++)
        {
            hashes[seq & (ulong)(hashes.Length - 1)] = oldHashes[seq & (ulong)(oldHashes.Length - 1)];
            results[seq & (ulong)(hashes.Length - 1)] = oldResults[seq & (ulong)(oldHashes.Length - 1)];
        }
    }
}
