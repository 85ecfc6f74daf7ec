namespace TwinGrid.Simulation.Statistics.Selection;

/// <summary>What a selection of the best arm found.</summary>
public sealed record SelectionResult
{
    /// <summary>Index of the arm selected; null while more than one is left.</summary>
    public required int? Best { get; init; }

    /// <summary>Indices of the arms still in the race, upwards.</summary>
    public required IReadOnlyList<int> Survivors { get; init; }

    /// <summary>Replications each arm was given before it left.</summary>
    public required IReadOnlyList<int> Replications { get; init; }

    /// <summary>Means over those replications, in the KPI's unit (biased for arms that left early: not for reporting as effects).</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>The procedure.</summary>
    public required string Method { get; init; }

    /// <summary>What it guarantees, in words.</summary>
    public required string Guarantee { get; init; }

    /// <summary>What a reader must know before relying on it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
