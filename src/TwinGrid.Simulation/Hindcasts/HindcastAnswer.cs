namespace TwinGrid.Simulation.Hindcasts;

/// <summary>What was forecast of a KPI in an arm beside what then happened.</summary>
public sealed record HindcastAnswer
{
    /// <summary>KPI id.</summary>
    public required string Kpi { get; init; }

    /// <summary>UCUM code of all its values.</summary>
    public required string Unit { get; init; }

    /// <summary>Arm.</summary>
    public required string Arm { get; init; }

    /// <summary>What then happened; NaN = the plant does not tell.</summary>
    public double Observed { get; init; }

    /// <summary>Share of the time of which the plant tells something, 0 to 1.</summary>
    public double KnownShare { get; init; }

    /// <summary>Mean of the replications.</summary>
    public double Mean { get; init; }

    /// <summary>Mean - observed.</summary>
    public double Error { get; init; }

    /// <summary>Lower end of the interval in which one more replication lies at <see cref="Level"/>; NaN with fewer than two.</summary>
    public double Lower { get; init; }

    /// <summary>Upper end; NaN likewise.</summary>
    public double Upper { get; init; }

    /// <summary>Probability with which one more replication lies between the ends. Below the document's level when there are too few replications for that.</summary>
    public double Level { get; init; }

    /// <summary>
    /// p-value of "what happened is one more replication", two-sided, by its rank among them; holds for any distribution (exchangeability; Vovk, Gammerman and Shafer 2005).
    /// NaN when the plant does not tell.
    /// </summary>
    public double PValue { get; init; }

    /// <summary>
    /// Continuous ranked probability score of the replications, in the KPI's unit, as little as the forecast was good (Gneiting and Raftery, JASA 102, 2007), in its unbiased
    /// form for an ensemble (Ferro 2014).
    /// </summary>
    public double Score { get; init; }

    /// <summary>Replications.</summary>
    public int N { get; init; }

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
