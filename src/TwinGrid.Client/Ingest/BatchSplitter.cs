namespace TwinGrid.Client.Ingest;

/// <summary>Cuts columns into batches: by partition, in order, each within its lane's limit. The same columns give the same batches.</summary>
internal static class BatchSplitter
{
    /// <summary>Bytes that one more sample may add: its columns and a text of 1 024 bytes.</summary>
    private const int LargestSample = 1_100;

    public static async ValueTask<IReadOnlyList<(uint Partition, SampleColumns Part)>> SplitAsync(
        SampleColumns columns, SeriesRegistry series, Func<uint, (int Samples, int Bytes)> limits, CancellationToken cancellationToken)
    {
        var partitions = new uint[columns.RunSeries.Length];
        for (var run = 0; run < partitions.Length; run++)
        {
            partitions[run] = await series.PartitionAsync(new SeriesHandle(columns.RunSeries[run]), cancellationToken);
        }

        if (columns.Count == 0)
        {
            return [];
        }

        var single = !partitions.AsSpan().ContainsAnyExcept(partitions[0]);
        var (samples, bytes) = limits(partitions[0]);
        return single && columns.Count <= samples && columns.EstimatedBytes <= bytes
            ? [(partitions[0], columns)]
            : Cut(columns, partitions, limits);
    }

    private static List<(uint Partition, SampleColumns Part)> Cut(SampleColumns columns, uint[] partitions, Func<uint, (int Samples, int Bytes)> limits)
    {
        var done = new List<(uint, SampleColumns)>();
        var open = new SortedDictionary<uint, SampleColumns>();
        var at = 0;
        for (var run = 0; run < partitions.Length; run++)
        {
            var partition = partitions[run];
            var limit = limits(partition);
            var handle = new SeriesHandle(columns.RunSeries[run]);
            for (var end = at + columns.RunLengths[run]; at < end; at++)
            {
                if (!open.TryGetValue(partition, out var part))
                {
                    open[partition] = part = new SampleColumns();
                }

                part.AddFrom(columns, handle, at);
                if (part.Count >= limit.Samples || part.EstimatedBytes > limit.Bytes - LargestSample)
                {
                    done.Add((partition, part));
                    open.Remove(partition);
                }
            }
        }

        done.AddRange(open.Select(rest => (rest.Key, rest.Value)));
        return done;
    }
}
