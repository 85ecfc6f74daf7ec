using System.Collections.Immutable;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Grains.Derived;

/// <summary>A derived signal of a type, by ordinals.</summary>
/// <param name="Ordinal">Where its value goes.</param>
/// <param name="Definition">For its range.</param>
/// <param name="Expression">What to compute.</param>
/// <param name="Inputs">Where each input comes from.</param>
internal sealed record PlannedSignal(int Ordinal, SignalDefinition Definition, CompiledExpression Expression, ImmutableArray<PlannedInput> Inputs);

/// <summary>An input: the signal with this ordinal, or (ordinal -1) a parameter of the asset.</summary>
/// <param name="Ordinal">Ordinal of the signal; -1 for a parameter.</param>
/// <param name="Parameter">Id of the parameter; null for a signal.</param>
internal readonly record struct PlannedInput(int Ordinal, string? Parameter);

/// <summary>Derived signals of one type, each after those that it refers to.</summary>
internal sealed class DerivedPlan
{
    private readonly bool[] isInput;

    private DerivedPlan(ImmutableArray<PlannedSignal> signals, int ordinals)
    {
        Signals = signals;
        isInput = new bool[ordinals];
        foreach (var input in signals.SelectMany(signal => signal.Inputs).Where(input => input.Parameter is null))
        {
            isInput[input.Ordinal] = true;
        }
    }

    /// <summary>In the order in which they are computed.</summary>
    public ImmutableArray<PlannedSignal> Signals { get; }

    /// <summary>Whether a derived signal depends on this one.</summary>
    public bool IsInput(int ordinal) => isInput[ordinal];

    /// <summary>The plan of a type; null when nothing is derived.</summary>
    /// <exception cref="ArgumentException">An expression is wrong.</exception>
    public static DerivedPlan? Of(TypeLayout type)
    {
        if (type.IsRetired || type.Definition.Signals.All(signal => signal.Expression is null))
        {
            return null;
        }

        var signals = DerivedSignal.CompileAll(type.Definition).Select(derived => new PlannedSignal(
            type.OrdinalOfSignal[derived.Index],
            derived.Definition,
            derived.Expression,
            [.. derived.Inputs.Select(input => input.IsParameter ? new PlannedInput(-1, input.Name) : new PlannedInput(type.OrdinalOfSignal[input.SignalIndex], null))]));
        return new DerivedPlan([.. signals], type.Signals.Length);
    }
}
