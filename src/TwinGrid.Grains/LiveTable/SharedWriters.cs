using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.LiveTable;

/// <summary>
/// Who wrote each signal last, for the slots that several producers write to. Most slots have one producer and need no entry. Writer only.
/// </summary>
internal sealed class SharedWriters
{
    private readonly Dictionary<int, uint[]> bySlot = [];

    /// <summary>The slot's writers by ordinal; <see cref="SlotHeader.NoProducer"/> where nobody wrote.</summary>
    public uint[] Of(int slot) => bySlot[slot];

    /// <summary>Makes a slot shared: all its signals belong to <paramref name="owner"/> so far.</summary>
    public void Add(int slot, int ordinals, uint owner)
    {
        var writers = new uint[ordinals];
        Array.Fill(writers, owner);
        bySlot.Add(slot, writers);
    }

    /// <summary>Notes that a producer wrote a signal.</summary>
    public void Set(int slot, int ordinal, uint producer)
    {
        var writers = bySlot[slot];
        if (ordinal >= writers.Length)
        {
            var before = writers.Length;
            Array.Resize(ref writers, ordinal + 1);
            Array.Fill(writers, SlotHeader.NoProducer, before, writers.Length - before);
            bySlot[slot] = writers;
        }

        writers[ordinal] = producer;
    }

    /// <summary>Writes the state, by slot.</summary>
    public void Save(StateWriter writer)
    {
        writer.Int32(bySlot.Count);
        foreach (var (slot, writers) in bySlot.OrderBy(one => one.Key))
        {
            writer.Int32(slot);
            writer.Int32(writers.Length);
            writer.Column<uint>(writers);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(ref StateReader reader)
    {
        for (var left = reader.Int32(); left > 0; left--)
        {
            var slot = reader.Int32();
            bySlot.Add(slot, reader.Column<uint>(reader.Int32()).ToArray());
        }
    }
}
