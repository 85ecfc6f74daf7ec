using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.LiveTable;

/// <summary>
/// Shape of the slots of one asset type. Immutable; a definition that changes the type makes a new one in which every signal keeps its ordinal.
/// A signal whose type or unit changes becomes another series: numbers of two units never mix under one id.
/// </summary>
internal sealed class TypeLayout
{
    private readonly FrozenDictionary<string, int> ordinals;

    private TypeLayout(int index, AssetTypeDefinition definition, bool isRetired, ImmutableArray<SignalLayout> signals, int strideBytes)
    {
        Index = index;
        Definition = definition;
        IsRetired = isRetired;
        Signals = signals;
        StrideBytes = strideBytes;
        TextCount = signals.Count(signal => signal.TextIndex >= 0);
        OrdinalOfSignal = [.. signals.Where(signal => signal.SignalIndex >= 0).OrderBy(signal => signal.SignalIndex).Select(signal => signal.Ordinal)];
        TauSeconds = [.. signals.Select(signal => signal.Definition.StatisticsOver?.TotalSeconds ?? 0.0)];
        ordinals = signals.Where(signal => !signal.IsRetired).ToFrozenDictionary(signal => signal.Definition.Id, signal => signal.Ordinal, StringComparer.Ordinal);
    }

    /// <summary>Number of the type in its partition, from 0.</summary>
    public int Index { get; }

    /// <summary>The type; of one that is no longer in the definition as it was last.</summary>
    public AssetTypeDefinition Definition { get; }

    /// <summary>No longer in the definition.</summary>
    public bool IsRetired { get; }

    /// <summary>Signals by ordinal, retired ones included.</summary>
    public ImmutableArray<SignalLayout> Signals { get; }

    /// <summary>Ordinal of each of the type's signals, in the definition's order.</summary>
    public ImmutableArray<int> OrdinalOfSignal { get; }

    /// <summary>Time constant of each ordinal's statistics, in seconds; 0 = none are kept.</summary>
    public ImmutableArray<double> TauSeconds { get; }

    /// <summary>Bytes of a slot, a multiple of 8.</summary>
    public int StrideBytes { get; }

    /// <summary>Texts of a slot.</summary>
    public int TextCount { get; }

    /// <summary>Ordinal of a signal that takes samples; -1 when there is none.</summary>
    public int OrdinalOf(string signal) => ordinals.GetValueOrDefault(signal, -1);

    /// <summary>Bytes from the slot's start to a cell.</summary>
    public static int CellOffset(int ordinal) => Unsafe.SizeOf<SlotHeader>() + (ordinal * Unsafe.SizeOf<SignalCell>());

    /// <summary>The layout of a type under a new definition.</summary>
    /// <param name="index">Number of the type.</param>
    /// <param name="before">Its layout so far; null for a new type.</param>
    /// <param name="definition">Its definition; null when the type is no longer defined.</param>
    /// <exception cref="InvalidOperationException">The type has used up its ordinals.</exception>
    public static TypeLayout Next(int index, TypeLayout? before, AssetTypeDefinition? definition)
    {
        var isRetired = definition is null;
        definition ??= before!.Definition;
        var assigned = new List<(SignalDefinition Signal, int Index)>();
        var successors = isRetired ? null : Succession.Of(before?.Signals ?? [], definition.Signals);
        foreach (var old in before?.Signals ?? [])
        {
            var kept = successors?[old.Ordinal] ?? -1;
            assigned.Add((kept >= 0 ? definition.Signals[kept] : old.Definition, kept));
        }

        for (var i = 0; i < definition.Signals.Length && !isRetired; i++)
        {
            if (!assigned.Exists(one => one.Index == i))
            {
                assigned.Add((definition.Signals[i], i));
            }
        }

        return assigned.Count <= SeriesId.MaxOrdinals
            ? Arrange(index, definition, isRetired, assigned)
            : throw new InvalidOperationException(
                $"Type '{definition.Id}' would have had {assigned.Count} signals over its life; at most {SeriesId.MaxOrdinals}.");
    }

    private static TypeLayout Arrange(int index, AssetTypeDefinition definition, bool isRetired, List<(SignalDefinition Signal, int Index)> assigned)
    {
        var offset = CellOffset(assigned.Count);
        var texts = 0;
        var signals = ImmutableArray.CreateBuilder<SignalLayout>(assigned.Count);
        foreach (var (signal, signalIndex) in assigned)
        {
            var flags = signalIndex < 0 ? SignalFlags.Retired : SignalUse.FlagsOf(definition, signal);
            var hasMonitor = (flags & SignalFlags.Monitor) != 0;
            var isText = signal.Type == SignalType.String;
            signals.Add(new SignalLayout(
                signals.Count, signal, isText ? flags | SignalFlags.Text : flags, signalIndex, hasMonitor ? offset : -1, isText ? texts : -1));
            offset += hasMonitor ? Unsafe.SizeOf<SignalMonitor>() : 0;
            texts += isText ? 1 : 0;
        }

        return new TypeLayout(index, definition, isRetired, signals.MoveToImmutable(), offset);
    }
}
