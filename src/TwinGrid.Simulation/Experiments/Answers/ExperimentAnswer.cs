using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Selection;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>What an experiment says.</summary>
public sealed record ExperimentAnswer
{
    /// <summary>What was asked.</summary>
    public required ExperimentDocument Document { get; init; }

    /// <summary>Arms, the first one the control.</summary>
    public required IReadOnlyList<ArmAnswer> Arms { get; init; }

    /// <summary>Every arm against the first one, KPI by KPI, and the pairs of the hypotheses.</summary>
    public required IReadOnlyList<ComparisonAnswer> Comparisons { get; init; }

    /// <summary>Guards, arm by arm.</summary>
    public IReadOnlyList<GuardAnswer> Guards { get; init; } = [];

    /// <summary>Acceptance rules, arm by arm.</summary>
    public IReadOnlyList<AcceptanceAnswer> Acceptance { get; init; } = [];

    /// <summary>Which arms no other one beats in all KPIs; null when there is nothing to trade off.</summary>
    public TradeoffAnswer? Tradeoffs { get; init; }

    /// <summary>Which arm was selected; null when none was to be.</summary>
    public SelectionResult? Selection { get; init; }

    /// <summary>Effects of a two-level design.</summary>
    public IReadOnlyList<EffectsAnswer> Effects { get; init; } = [];

    /// <summary>What drives the KPIs, by a sensitivity analysis.</summary>
    public IReadOnlyList<DriverAnswer> Drivers { get; init; } = [];

    /// <summary>What a reader must know, sorted, each once.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Replications of each arm that the answer rests on.</summary>
    public required int Replications { get; init; }

    /// <summary>Events of all these replications.</summary>
    public required long Events { get; init; }

    /// <summary>SHA-256 over all replications' traces and KPIs in index order, 64 lower-case hex digits: equal when a replay did the same.</summary>
    public required string Digest { get; init; }
}
