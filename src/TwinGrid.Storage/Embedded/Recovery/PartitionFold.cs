using System.Globalization;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.LogPartitions;

namespace TwinGrid.Storage.Embedded.Recovery;

/// <summary>
/// Folds headers and records, in log order, into the state of all partitions, and keeps account of what damage may have taken from whom. After
/// an unreadable stretch every partition is under suspicion; it is cleared by the next proof that nothing of it is missing: a record with the
/// index that was expected, or a later segment's table that expects the same.
/// </summary>
internal sealed class PartitionFold(RecoveredLog log, IReadOnlyDictionary<uint, ulong> released)
{
    private readonly Dictionary<uint, string> suspects = [];
    private readonly HashSet<uint> unknown = [];
    private string? unreadable;

    /// <summary>Takes a segment's table in.</summary>
    /// <param name="header">Header of the segment that begins.</param>
    /// <param name="hole">What is missing right before it; null when nothing is.</param>
    public void Begin(SegmentHeader header, string? hole)
    {
        foreach (var entry in header.Partitions)
        {
            if (!log.Partitions.TryGetValue(entry.Number, out var partition))
            {
                partition = PartitionState.From(entry);
                partition.Released = Math.Max(entry.Released, released.GetValueOrDefault(entry.Number));
                log.Partitions.Add(entry.Number, partition);

                // In the oldest segment the records before the table are gone because nobody needs them; later, or behind a hole, they were lost.
                if (log.Segments.Count > 0 || hole is not null)
                {
                    partition.LastIndex = 0;
                    Miss(partition, 1, entry.Next, hole ?? Where(header.Sequence, 0));
                }
            }

            Compare(partition, entry, hole ?? Where(header.Sequence, 0));
        }

        suspects.Clear();
        unknown.Clear();
        unreadable = null;
        log.NextPartition = Math.Max(log.NextPartition, header.NextPartition);
        log.RegistryDamaged = header.RegistryDamaged;
    }

    /// <summary>Takes a record in.</summary>
    /// <param name="segment">Where it is.</param>
    /// <param name="record">Its header, which verified.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="sound">Whether the payload verified.</param>
    /// <param name="offset">Byte in the segment, for messages.</param>
    public void Take(Segment segment, in RecordHeader record, ReadOnlySpan<byte> payload, bool sound, long offset)
    {
        if (record.Index == 0)
        {
            TakeControl(record, payload, sound, Where(segment.Sequence, offset));
            return;
        }

        if (!log.Partitions.TryGetValue(record.Partition, out var partition))
        {
            unknown.Add(record.Partition);
            return;
        }

        if (partition.Damage is not null)
        {
            return;
        }

        var expected = partition.LastIndex + 1;
        if (record.Index != expected || !sound)
        {
            Miss(partition, Math.Min(expected, record.Index), record.Index + (sound ? 0UL : 1UL), Where(segment.Sequence, offset));
            if (partition.Damage is not null)
            {
                return;
            }
        }

        suspects.Remove(record.Partition);
        partition.LastIndex = record.Index;
        segment.Note(record.Partition, record.Index, record.Index);
        if (record.Kind == LogRecord.OwnerEpoch)
        {
            partition.Epoch = record.Epoch;
        }
    }

    /// <summary>From here on something can't be read: whose records it held is unknown.</summary>
    public void Suspect(ulong segment, long offset)
    {
        unreadable = Where(segment, offset);
        foreach (var partition in log.Partitions.Values)
        {
            suspects.TryAdd(partition.Number, unreadable);
        }
    }

    /// <summary>The log ends: what is under suspicion now stays it.</summary>
    public void End()
    {
        foreach (var (number, where) in suspects)
        {
            log.Partitions[number].Damage ??= $"Records after index {log.Partitions[number].LastIndex} may be lost: {where}.";
        }

        log.RegistryDamaged |= unreadable is not null || unknown.Count > 0;
        foreach (var partition in log.Partitions.Values)
        {
            partition.DurableIndex = partition.LastIndex;
            partition.WritingIndex = partition.LastIndex;
        }
    }

    private static string Where(ulong segment, long offset) =>
        string.Create(CultureInfo.InvariantCulture, $"unreadable data in segment {segment} at byte {offset}");

    private void Compare(PartitionState partition, PartitionEntry entry, string where)
    {
        if (partition.Damage is not null)
        {
            return;
        }

        if (entry.Damage is not null)
        {
            partition.Damage = entry.Damage;
            partition.LastIndex = entry.Next - 1;
        }
        else if (partition.LastIndex + 1 != entry.Next)
        {
            Miss(partition, Math.Min(partition.LastIndex + 1, entry.Next), entry.Next, where);
        }

        partition.HistoryId = entry.HistoryId;
        partition.Ancestors = entry.Ancestors;
        partition.Epoch = entry.Epoch;
    }

    private void TakeControl(in RecordHeader record, ReadOnlySpan<byte> payload, bool sound, string where)
    {
        if (!sound)
        {
            if (log.Partitions.TryGetValue(record.Partition, out var known))
            {
                Miss(known, known.LastIndex + 1, ulong.MaxValue, where);
            }
            else
            {
                unknown.Add(record.Partition);
            }
        }
        else if (record.Kind == ControlRecord.Registered)
        {
            var (historyId, key) = ControlRecord.DecodeRegistered(payload);
            log.Partitions.TryAdd(record.Partition, new PartitionState { Number = record.Partition, Key = key, HistoryId = historyId });
            log.NextPartition = Math.Max(log.NextPartition, record.Partition + 1);
        }
        else if (record.Kind == ControlRecord.HistoryBegan && log.Partitions.TryGetValue(record.Partition, out var partition))
        {
            BeginHistory(partition, payload, where);
        }
    }

    private void BeginHistory(PartitionState partition, ReadOnlySpan<byte> payload, string where)
    {
        var (historyId, through) = ControlRecord.DecodeHistoryBegan(payload);
        var last = partition.LastIndex;
        partition.BeginHistory(historyId, through);
        suspects.Remove(partition.Number);
        log.Segments.ForEach(segment => segment.Drop(partition.Number, through));
        if (last < through)
        {
            partition.LastIndex = last;
            Miss(partition, last + 1, through + 1, where);
        }
    }

    /// <summary>Indexes from one up to another (exclusive) can't be read. What nobody needs any more may be missing.</summary>
    private void Miss(PartitionState partition, ulong from, ulong to, string where)
    {
        if (to > Math.Max(from, partition.Released) || to < from || from <= partition.LastIndex)
        {
            partition.LastIndex = Math.Min(partition.LastIndex, from - 1);
            partition.Damage = string.Create(
                CultureInfo.InvariantCulture, $"Records from index {from} on can't be read: {where}. Accepting the loss drops them and what follows them.");
        }
        else
        {
            partition.LastIndex = to - 1;
        }
    }
}
