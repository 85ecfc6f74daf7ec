using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Ingest;

/// <summary>
/// The rules of all series under one layout. Immutable, so that every caller checks its batch on its own thread; a batch that was checked under
/// an older table than the writer's is checked again.
/// </summary>
internal sealed class SampleRules
{
    private readonly SignalRule?[][] rulesOfBlock;
    private readonly ulong[] usedOfBlock;
    private readonly ulong[] liveOfBlock;

    /// <summary>Rules of a layout; null = nothing is defined yet.</summary>
    public SampleRules(PartitionLayout? layout)
    {
        var rulesOfType = layout is null ? [] : layout.Types.Select(RulesOf).ToArray();
        rulesOfBlock = layout is null ? [] : [.. layout.BlockTypes.Select(type => rulesOfType[type])];
        usedOfBlock = new ulong[rulesOfBlock.Length];
        liveOfBlock = new ulong[rulesOfBlock.Length];
        for (var slot = 0; slot < (layout?.SlotCount ?? 0); slot++)
        {
            var bit = 1UL << (slot & (PartitionLayout.SlotsPerBlock - 1));
            usedOfBlock[slot >> PartitionLayout.BlockBits] |= layout!.Assets.IsUsed(slot) ? bit : 0;
            liveOfBlock[slot >> PartitionLayout.BlockBits] |= layout.Assets.IsLive(slot) ? bit : 0;
        }
    }

    /// <summary>The rule of a series that takes samples; null with the reason otherwise.</summary>
    public SignalRule? Find(uint value, out RejectionCode why)
    {
        var series = new SeriesId(value);
        var block = series.Slot >> PartitionLayout.BlockBits;
        var bit = series.Slot & (PartitionLayout.SlotsPerBlock - 1);
        if ((uint)block >= (uint)rulesOfBlock.Length || ((usedOfBlock[block] >> bit) & 1) == 0 || series.Ordinal >= rulesOfBlock[block].Length)
        {
            why = RejectionCode.UnknownSignal;
            return null;
        }

        var rule = rulesOfBlock[block][series.Ordinal];
        why = rule is { IsComputed: true } ? RejectionCode.UnknownSignal
            : rule is null || ((liveOfBlock[block] >> bit) & 1) == 0 ? RejectionCode.Retired
            : RejectionCode.None;
        return why == RejectionCode.None ? rule : null;
    }

    /// <summary>By ordinal; null for retired signals.</summary>
    private static SignalRule?[] RulesOf(TypeLayout type) =>
        [.. type.Signals.Select(signal => !signal.IsRetired ? new SignalRule(signal.Definition) : null)];
}
