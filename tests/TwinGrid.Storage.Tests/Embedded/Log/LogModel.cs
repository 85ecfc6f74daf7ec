using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Log;

/// <summary>What the log must hold: kept apart from it, in memory, by what its callers saw.</summary>
internal sealed class LogModel
{
    private readonly Dictionary<PartitionKey, Expected> partitions = [];

    public IEnumerable<PartitionKey> Keys => partitions.Keys;

    public void Appended(PartitionKey key, ulong index, ulong epoch, int length)
    {
        var expected = partitions[key];
        Assert.Equal((ulong)expected.Records.Count + 1, index);
        expected.Records.Add((epoch, length));
    }

    public void Durable(PartitionKey key, ulong index) => partitions[key].Durable = Math.Max(partitions[key].Durable, index);

    public void Released(PartitionKey key, ulong index) => partitions[key].Released = Math.Max(partitions[key].Released, index);

    /// <summary>A partition was opened: its tail is compared, and what was appended but never durable may be gone.</summary>
    public void Opened(PartitionKey key, IPartitionLog log)
    {
        if (!partitions.TryGetValue(key, out var expected))
        {
            expected = new Expected { HistoryId = log.HistoryId };
            partitions.Add(key, expected);
        }

        // Opening appended one record, which is durable.
        var kept = (int)log.LastIndex - 1;
        Assert.True(log.LastIndex > expected.Durable, $"{key}: index {expected.Durable} was durable, but {kept} is the last one that was recovered.");
        Assert.True(log.OwnerEpoch > expected.Epoch, $"{key}: owner epoch {log.OwnerEpoch} after {expected.Epoch}.");
        Assert.True(log.FirstIndex <= expected.Released, $"{key}: begins at {log.FirstIndex}, but only {expected.Released} was released.");
        foreach (var (index, kind, _) in LogSession.ReadAll(log, log.FirstIndex).Where(r => r.Index > expected.Durable && r.Kind == LogRecord.OwnerEpoch))
        {
            // Of an opening that did not live to return. What was appended here before, and never durable, is gone for good.
            if (index <= (ulong)kept && (expected.Records.Count < (int)index || expected.Records[(int)index - 1].Epoch > 0))
            {
                expected.Records.RemoveRange((int)index - 1, expected.Records.Count - ((int)index - 1));
                expected.Records.Add((0, sizeof(ulong)));
            }
        }

        Assert.True(kept <= expected.Records.Count, $"{key}: {kept} records were recovered, but only {expected.Records.Count} were appended.");
        if (expected.Durable > 0)
        {
            Assert.Equal(expected.HistoryId, log.HistoryId);
        }

        expected.HistoryId = log.HistoryId;
        expected.Epoch = log.OwnerEpoch;
        expected.Records.RemoveRange(kept, expected.Records.Count - kept);
        expected.Records.Add((0, sizeof(ulong)));
        expected.Durable = log.LastIndex;
        CheckContent(key, log);
    }

    /// <summary>Compares every record.</summary>
    public void CheckContent(PartitionKey key, IPartitionLog log)
    {
        var expected = partitions[key];
        var records = LogSession.ReadAll(log, log.FirstIndex);
        Assert.Equal(log.DurableIndex - log.FirstIndex + 1, (ulong)records.Count);
        foreach (var (index, kind, payload) in records)
        {
            var (epoch, length) = expected.Records[(int)index - 1];
            if (kind == LogRecord.OwnerEpoch)
            {
                Assert.Equal(0UL, epoch);
                continue;
            }

            var bytes = new byte[length];
            LogSession.Fill(bytes, index, epoch);
            Assert.Equal(LogSession.Kind, kind);
            Assert.True(payload.AsSpan().SequenceEqual(bytes), $"{key}: record {index} is not what was appended.");
        }
    }

    private sealed class Expected
    {
        public Guid HistoryId { get; set; }

        public ulong Epoch { get; set; }

        public ulong Durable { get; set; }

        public ulong Released { get; set; } = 1;

        /// <summary>Owner epoch 0 marks the store's own records.</summary>
        public List<(ulong Epoch, int Length)> Records { get; } = [];
    }
}
