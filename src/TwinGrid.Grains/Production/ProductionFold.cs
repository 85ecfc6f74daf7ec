using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Production;

/// <summary>
/// Production accumulators of a partition as a fold of its log, by source time. Only assets whose type takes part have an entry, from their
/// first sample on. The partition's writer calls everything but <see cref="TryRead"/>, which is thread safe.
/// </summary>
internal sealed class ProductionFold
{
    private const int PageSize = 256;
    private const byte SnapshotVersion = 2;

    /// <summary>Snapshots that do not know since when a phase lasts. One that was read and not changed since is written as it was: its hash holds.</summary>
    private const byte VersionWithoutPhases = 1;

    private ProductionPlan?[] plans = [];
    private ProductionEntry[]?[] pages = [];
    private int[] entryOfSlot = [];
    private int used;
    private byte version = SnapshotVersion;

    /// <summary>A definition has come into force. What was accumulated stays.</summary>
    public void OnDefinition(IAssetCatalog catalog)
    {
        var byType = new Dictionary<AssetTypeDefinition, ProductionPlan>(ReferenceEqualityComparer.Instance);
        var next = new ProductionPlan?[catalog.SlotCount];
        for (var slot = 0; slot < next.Length; slot++)
        {
            if (catalog.LiveTypeOf(slot) is { Production: not null } type)
            {
                if (!byType.TryGetValue(type, out var plan))
                {
                    byType.Add(type, plan = ProductionPlan.Make(type, catalog));
                }

                next[slot] = plan;
            }
        }

        Volatile.Write(ref plans, byType.Count == 0 ? [] : next);
    }

    /// <summary>A sample became its series' current value.</summary>
    public void OnSample(int slot, int ordinal, long timeNs, double value, uint quality)
    {
        if ((uint)slot >= (uint)plans.Length || plans[slot] is not { } plan || plan.RoleOf(ordinal) is var role && role == ProductionRole.None)
        {
            return;
        }

        version = SnapshotVersion;
        ref var entry = ref GetOrAdd(slot);
        Volatile.Write(ref entry.Version, entry.Version + 1);
        Interlocked.MemoryBarrier();
        entry.Take(plan, role, timeNs, value, !Quality.IsBad(quality) && double.IsFinite(value));
        Volatile.Write(ref entry.Version, entry.Version + 1);
    }

    /// <summary>An asset's accumulators; false when its type takes no part in production.</summary>
    public bool TryRead(int slot, out ProductionTotals totals)
    {
        totals = ProductionEntry.Empty().Totals;
        var known = Volatile.Read(ref plans);
        if ((uint)slot >= (uint)known.Length || known[slot] is null)
        {
            return false;
        }

        var index = Volatile.Read(ref entryOfSlot);
        var at = slot < index.Length ? Volatile.Read(ref index[slot]) - 1 : -1;
        if (at < 0)
        {
            return true;
        }

        ref var entry = ref Volatile.Read(ref pages)[at / PageSize]![at % PageSize];
        var spin = default(SpinWait);
        while (true)
        {
            var version = Volatile.Read(ref entry.Version);
            if ((version & 1) == 0)
            {
                totals = entry.Totals;
                Interlocked.MemoryBarrier();
                if (Volatile.Read(ref entry.Version) == version)
                {
                    return true;
                }
            }

            spin.SpinOnce();
        }
    }

    /// <summary>Writer: an asset's accumulators, whatever the definition in force says of its type.</summary>
    public ProductionTotals Peek(int slot) =>
        slot < entryOfSlot.Length && entryOfSlot[slot] - 1 is var at and >= 0 ? pages[at / PageSize]![at % PageSize].Totals : ProductionEntry.Empty().Totals;

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(version);
        writer.Write(used);
        for (var slot = 0; slot < entryOfSlot.Length; slot++)
        {
            if (entryOfSlot[slot] > 0)
            {
                var at = entryOfSlot[slot] - 1;
                ref readonly var entry = ref pages[at / PageSize]![at % PageSize];
                Write(writer, slot, entry);
                if (version != VersionWithoutPhases)
                {
                    WritePhase(writer, entry);
                }
            }
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote, into a fold that has seen nothing.</summary>
    /// <exception cref="InvalidDataException">Written by a version that this one does not know.</exception>
    public void Load(BinaryReader reader, IAssetCatalog catalog)
    {
        version = reader.ReadByte();
        if (version is not (SnapshotVersion or VersionWithoutPhases))
        {
            throw new InvalidDataException($"Production snapshot of version {version}; this version reads up to {SnapshotVersion}.");
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            ref var entry = ref GetOrAdd(reader.ReadInt32());
            Read(reader, ref entry);
            if (version != VersionWithoutPhases)
            {
                ReadPhase(reader, ref entry);
            }
        }

        OnDefinition(catalog);
    }

    private static void Write(BinaryWriter writer, int slot, in ProductionEntry entry)
    {
        writer.Write(slot);
        for (var i = 0; i < 8; i++)
        {
            writer.Write(entry.Totals.Seconds[i]);
        }

        writer.Write((byte)entry.Totals.State);
        writer.Write(entry.Totals.StateSinceNs);
        writer.Write(entry.Totals.GoodUnits);
        writer.Write(entry.Totals.RejectedUnits);
        writer.Write(entry.Totals.EnergyKilowattHours);
        writer.Write(entry.Totals.NewestNs);
        writer.Write(entry.Good);
        writer.Write(entry.Reject);
        writer.Write(entry.Energy);
        writer.Write(entry.Power);
        writer.Write(entry.PowerNs);
    }

    private static void WritePhase(BinaryWriter writer, in ProductionEntry entry)
    {
        writer.Write(entry.Totals.PhaseSinceNs);
        writer.Write(entry.Totals.LastUnitNs);
        writer.Write(entry.Totals.RunningAtDown);
        writer.Write(entry.StateValue);
    }

    private static void ReadPhase(BinaryReader reader, ref ProductionEntry entry)
    {
        entry.Totals.PhaseSinceNs = reader.ReadInt64();
        entry.Totals.LastUnitNs = reader.ReadInt64();
        entry.Totals.RunningAtDown = reader.ReadDouble();
        entry.StateValue = reader.ReadDouble();
    }

    private static void Read(BinaryReader reader, ref ProductionEntry entry)
    {
        for (var i = 0; i < 8; i++)
        {
            entry.Totals.Seconds[i] = reader.ReadDouble();
        }

        entry.Totals.State = (StateClass)reader.ReadByte();
        entry.Totals.StateSinceNs = reader.ReadInt64();
        entry.Totals.GoodUnits = reader.ReadDouble();
        entry.Totals.RejectedUnits = reader.ReadDouble();
        entry.Totals.EnergyKilowattHours = reader.ReadDouble();
        entry.Totals.NewestNs = reader.ReadInt64();
        entry.Good = reader.ReadDouble();
        entry.Reject = reader.ReadDouble();
        entry.Energy = reader.ReadDouble();
        entry.Power = reader.ReadDouble();
        entry.PowerNs = reader.ReadInt64();
    }

    private ref ProductionEntry GetOrAdd(int slot)
    {
        if (slot >= entryOfSlot.Length)
        {
            var larger = new int[Math.Max(slot + 1, entryOfSlot.Length * 2)];
            entryOfSlot.CopyTo(larger, 0);
            Volatile.Write(ref entryOfSlot, larger);
        }

        var at = entryOfSlot[slot] - 1;
        if (at < 0)
        {
            at = used++;
            if (at / PageSize >= pages.Length)
            {
                var larger = new ProductionEntry[]?[Math.Max(4, pages.Length * 2)];
                pages.CopyTo(larger, 0);
                Volatile.Write(ref pages, larger);
            }

            // Pages never move: a reader may be in one.
            var page = pages[at / PageSize] ??= new ProductionEntry[PageSize];
            page[at % PageSize] = ProductionEntry.Empty();
            Volatile.Write(ref entryOfSlot[slot], at + 1);
        }

        return ref pages[at / PageSize]![at % PageSize];
    }
}
