using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.LiveTable;

/// <summary>
/// What lives where in a partition: the fold of the definitions that were applied. Immutable; a new definition makes a new one in which every
/// asset keeps its slot and every signal its ordinal. Slots come in blocks of <see cref="SlotsPerBlock"/>, and a block holds one type.
/// </summary>
internal sealed class PartitionLayout
{
    /// <summary>log2 of <see cref="SlotsPerBlock"/>.</summary>
    public const int BlockBits = 6;

    /// <summary>Slots of a block.</summary>
    public const int SlotsPerBlock = 1 << BlockBits;

    private long? seriesCount;

    internal PartitionLayout(
        PartitionKey key, PlantDefinition definition, ulong version, ImmutableArray<TypeLayout> types, ImmutableArray<int> blockTypes, AssetDirectory assets)
    {
        Key = key;
        Definition = definition;
        Version = version;
        Types = types;
        BlockTypes = blockTypes;
        Assets = assets;
    }

    /// <summary>The partition.</summary>
    public PartitionKey Key { get; }

    /// <summary>The definition in force.</summary>
    public PlantDefinition Definition { get; }

    /// <summary>Its version.</summary>
    public ulong Version { get; }

    /// <summary>Types by their number, retired ones included.</summary>
    public ImmutableArray<TypeLayout> Types { get; }

    /// <summary>Number of the type that each block holds.</summary>
    public ImmutableArray<int> BlockTypes { get; }

    /// <summary>Names, lines and entries of the assets.</summary>
    public AssetDirectory Assets { get; }

    /// <summary>One more than the highest slot in use; slots in between may not be in use.</summary>
    public int SlotCount => Assets.SlotCount;

    /// <summary>Series of the assets in use, retired signals left out.</summary>
    public long SeriesCount => seriesCount ??= CountSeries();

    /// <summary>Type of the asset in a slot; null when the slot is not in use.</summary>
    public TypeLayout? TypeOf(int slot) => Assets.IsUsed(slot) ? Types[BlockTypes[slot >> BlockBits]] : null;

    /// <summary>Resource name of the asset in a slot.</summary>
    public string NameOf(int slot) => new ResourceName(Key.Plant, Assets.EntryOf(slot).Line, Assets.IdOf(slot)).ToString();

    /// <summary>A signal by its series; null when there is no such series.</summary>
    public SignalLayout? SignalOf(SeriesId series) =>
        TypeOf(series.Slot) is { } type && series.Ordinal < type.Signals.Length ? type.Signals[series.Ordinal] : null;

    private long CountSeries()
    {
        var count = 0L;
        for (var slot = 0; slot < SlotCount; slot++)
        {
            count += Assets.IsLive(slot) ? Types[BlockTypes[slot >> BlockBits]].OrdinalOfSignal.Length : 0;
        }

        return count;
    }
}
