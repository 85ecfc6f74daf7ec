using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>What is believed of a difference d = treatment - control.</summary>
public enum Alternative : byte
{
    /// <summary>d is greater than the minimum effect.</summary>
    Greater = 1,

    /// <summary>d is less than minus the minimum effect.</summary>
    Less = 2,

    /// <summary>d is greater than the minimum effect or less than minus it.</summary>
    Different = 3,
}

/// <summary>How p-values are corrected for the number of hypotheses.</summary>
public enum MultipleTestCorrection : byte
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Holm 1979: family-wise error.</summary>
    Holm = 1,

    /// <summary>Bonferroni: family-wise error.</summary>
    Bonferroni = 2,

    /// <summary>Benjamini and Hochberg 1995: false discovery rate.</summary>
    BenjaminiHochberg = 3,
}

/// <summary>What is believed and to be tested.</summary>
public sealed record Hypothesis
{
    /// <summary>Id of the KPI.</summary>
    public required string Kpi { get; init; }

    /// <summary>Arms whose difference it is about.</summary>
    public required ArmPair Compare { get; init; }

    /// <summary>What is believed.</summary>
    public required Alternative Alternative { get; init; }

    /// <summary>Difference from which on it matters, in the KPI's unit, 0 or more. Default 0.</summary>
    public double MinimumEffect { get; init; }

    /// <summary>Risk of supporting what is not so, above 0 and below 0.5. Default 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Wanted probability of supporting what is so, above 0 and below 1; for how many replications would decide. Default 0.8.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
