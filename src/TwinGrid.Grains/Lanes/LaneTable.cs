using System.Collections.Concurrent;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Lanes;

/// <summary>
/// Producers of a partition and the epochs that are refused, as a fold of the log. A producer has one lane at a time, that of its newest epoch:
/// opening a newer one shuts the older out. Changed by the writer; looked at by anyone.
/// </summary>
internal sealed class LaneTable
{
    private readonly ConcurrentDictionary<string, ProducerState> byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ulong> fencedBelow = new(StringComparer.Ordinal);
    private ProducerState[] byNumber = [];

    /// <summary>Producers by number.</summary>
    public ReadOnlySpan<ProducerState> Producers => Volatile.Read(ref byNumber);

    /// <summary>The producer with this number; null = none.</summary>
    public ProducerState? Find(uint number)
    {
        var known = Volatile.Read(ref byNumber);
        return number < (uint)known.Length ? known[number] : null;
    }

    /// <summary>The producer of this name; null = it never opened a lane.</summary>
    public ProducerState? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Epochs of the producer below this are refused.</summary>
    public ulong FencedBelow(string name) => fencedBelow.GetValueOrDefault(name);

    /// <summary>Applies a record; returns its producer.</summary>
    public ProducerState OnLaneOpened(LaneOpenedRecord record)
    {
        if (!byName.TryGetValue(record.Name, out var producer))
        {
            if (record.Producer != (uint)byNumber.Length)
            {
                throw new InvalidDataException($"Producer '{record.Name}' has number {record.Producer}; expected {byNumber.Length}.");
            }

            Add(producer = new ProducerState(record.Producer, record.Name));
        }

        producer.OnLaneOpened(record.Epoch);
        return producer;
    }

    /// <summary>Applies a record.</summary>
    public void OnFenced(ProducerFencedRecord record) => fencedBelow[record.Name] = record.BelowEpoch;

    /// <summary>The producer that a record names.</summary>
    /// <exception cref="InvalidDataException">The log never opened it.</exception>
    public ProducerState Get(uint number) =>
        Find(number) ?? throw new InvalidDataException($"Producer number {number} is not known; there are {byNumber.Length}.");

    /// <summary>All, by name.</summary>
    public IReadOnlyList<ProducerStatus> List(int partition) =>
        [.. byName.Values.OrderBy(producer => producer.Name, StringComparer.Ordinal).Select(producer => producer.ToStatus(partition, FencedBelow(producer.Name)))];

    /// <summary>Writes the state.</summary>
    public void Save(StateWriter writer)
    {
        writer.Int32(byNumber.Length);
        foreach (var producer in byNumber)
        {
            producer.Save(writer);
        }

        writer.Int32(fencedBelow.Count);
        foreach (var (name, below) in fencedBelow.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            writer.String(name);
            writer.UInt64(below);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(ref StateReader reader)
    {
        var count = reader.Int32();
        for (var number = 0; number < count; number++)
        {
            Add(ProducerState.Load((uint)number, ref reader));
        }

        for (var left = reader.Int32(); left > 0; left--)
        {
            fencedBelow[reader.String()] = reader.UInt64();
        }
    }

    private void Add(ProducerState producer)
    {
        byName[producer.Name] = producer;
        Volatile.Write(ref byNumber, [.. byNumber, producer]);
    }
}
