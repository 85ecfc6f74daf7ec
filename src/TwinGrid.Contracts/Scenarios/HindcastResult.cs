namespace TwinGrid.Contracts.Scenarios;

/// <summary>What a run forecast beside what then happened.</summary>
/// <param name="FromNs">Beginning of the time that is compared: the cut's instant and the warm-up; ns since 1970 UTC.</param>
/// <param name="UntilNs">Its end: the cut's instant and the horizon.</param>
/// <param name="ReadAtNs">When the plant's history was read; data that came later does not count.</param>
/// <param name="Kpis">KPI by KPI, and for each arm by arm.</param>
/// <param name="Notes">What a reader must know.</param>
public sealed record HindcastResult(long FromNs, long UntilNs, long ReadAtNs, IReadOnlyList<HindcastFinding> Kpis, IReadOnlyList<string> Notes);

/// <summary>What was forecast of a KPI in an arm beside what then happened. NaN = not known.</summary>
public sealed record HindcastFinding
{
    /// <summary>KPI id.</summary>
    public required string Kpi { get; init; }

    /// <summary>UCUM code of all its values.</summary>
    public required string Unit { get; init; }

    /// <summary>Arm.</summary>
    public required string Arm { get; init; }

    /// <summary>What then happened.</summary>
    public double Observed { get; init; } = double.NaN;

    /// <summary>Share of the time of which the plant tells something.</summary>
    public double KnownShare { get; init; }

    /// <summary>Mean of the replications.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>Mean - observed.</summary>
    public double Error { get; init; } = double.NaN;

    /// <summary>Lower end of the interval in which one more replication lies at <see cref="Level"/>.</summary>
    public double Lower { get; init; } = double.NaN;

    /// <summary>Upper end.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>Probability of the interval.</summary>
    public double Level { get; init; }

    /// <summary>p-value of "what happened is one more replication".</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Continuous ranked probability score, in the KPI's unit; the less, the better was the forecast.</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>Replications.</summary>
    public int N { get; init; }

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
