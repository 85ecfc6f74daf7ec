using TwinGrid.Model.Expressions;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations.Flattening;
using TwinGrid.Simulation.Equations.Modules;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>
/// The compiled form of connected instances. Made once for all sets of instances of the same modules that are connected in the same way; immutable, and used from many
/// threads; what differs (values, names) is with each <see cref="EquationSystem"/>.
/// </summary>
internal sealed class BlockCode
{
    public required FlatSystem System { get; init; }

    public required SlotLayout Layout { get; init; }

    /// <summary>Slots of a system's values.</summary>
    public required int SlotCount { get; init; }

    /// <summary>What changes at events only.</summary>
    public required Stage[] Held { get; init; }

    /// <summary>Right-hand sides of what is integrated.</summary>
    public required Stage[] Rates { get; init; }

    /// <summary>The functions whose zeros are events.</summary>
    public required Stage[] Gates { get; init; }

    /// <summary>Everything.</summary>
    public required Stage[] All { get; init; }

    public required LoopCode[] Loops { get; init; }

    /// <summary>Comparisons; those that can change between events first, in the order of the event functions.</summary>
    public required BlockRelation[] Relations { get; init; }

    /// <summary>Number of event functions.</summary>
    public required int GateCount { get; init; }

    /// <summary>Slot of the first event function.</summary>
    public required int FirstGate { get; init; }

    public required BlockEvent[] Events { get; init; }

    /// <summary>Computes all partial derivatives.</summary>
    public required Lazy<Code> Partials { get; init; }

    /// <summary>How right-hand sides change, in the order of <see cref="Rates"/>: rows of assignments, or loops by number.</summary>
    public required (TangentRow? Row, int Loop)[] Tangents { get; init; }

    /// <summary>Which of <see cref="Tangents"/> change, in order, with each of what is integrated: of many machines beside each other few.</summary>
    public required int[][] Reached { get; init; }

    /// <summary>Right-hand sides don't depend on time itself.</summary>
    public required bool IsAutonomous { get; init; }

    /// <summary>What should stay within a range.</summary>
    public required BlockRange[] Ranges { get; init; }
}

/// <summary>A comparison of a block.</summary>
/// <param name="Flag">Slot of its truth.</param>
/// <param name="Difference">What is compared with 0.</param>
/// <param name="Slots">Where the variables of the difference are.</param>
/// <param name="IsInclusive">True where the difference is not above 0; else where it is.</param>
/// <param name="Hysteresis">How far the difference must go back; null = not at all.</param>
/// <param name="Direction">Crossings of the event function that matter.</param>
/// <param name="Owner">Place of its instance.</param>
/// <param name="Text">As a message calls it.</param>
internal sealed record BlockRelation(int Flag, Term Difference, int[] Slots, bool IsInclusive, Term? Hysteresis, EventDirection Direction, int Owner, string Text);

/// <summary>An event of a block.</summary>
/// <param name="Owner">Place of its instance.</param>
/// <param name="Event">What happens.</param>
/// <param name="Slots">Where the instance's variables are.</param>
internal sealed record BlockEvent(int Owner, ModuleEventTerms Event, int[] Slots);

/// <summary>A range that something should stay in: a variable, or what a table is looked up at that goes on beyond its ends.</summary>
/// <param name="Owner">Place of its instance.</param>
/// <param name="Watched">What should stay.</param>
/// <param name="Slots">Where the instance's variables are.</param>
/// <param name="Min">Lowest, SI.</param>
/// <param name="Max">Highest, SI.</param>
/// <param name="IsTable">It is where a table is looked up.</param>
internal sealed record BlockRange(int Owner, Term Watched, int[] Slots, double Min, double Max, bool IsTable)
{
    /// <summary>The ranges of an instance.</summary>
    public static IEnumerable<BlockRange> Of(int owner, ModuleTerms module, int[] slots)
    {
        for (var i = 0; i < module.Variables.Count; i++)
        {
            if (module.Variables[i] is { Min: not null } or { Max: not null })
            {
                var variable = module.Variables[i];
                yield return new BlockRange(owner, new VariableTerm(i), slots, variable.Min ?? double.NegativeInfinity, variable.Max ?? double.PositiveInfinity, false);
            }
        }

        var lookups = module.Equations.SelectMany(e => LookupsIn(e.Left).Concat(LookupsIn(e.Right))).Where(l => l.Curve.Ends == CurveEnds.Extrapolate);
        foreach (var lookup in lookups.Distinct())
        {
            yield return new BlockRange(owner, lookup.Operand, slots, lookup.Curve.First, lookup.Curve.Last, true);
        }
    }

    private static IEnumerable<LookupTerm> LookupsIn(Term term) =>
        (term is LookupTerm lookup ? new[] { lookup } : []).Concat(term.Parts.SelectMany(LookupsIn));
}
