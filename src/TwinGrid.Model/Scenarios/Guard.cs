using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>What must not become worse. One of <see cref="Margin"/>, <see cref="AtLeast"/> and <see cref="AtMost"/> is given.</summary>
public sealed record Guard
{
    /// <summary>Id of the KPI.</summary>
    public required string Kpi { get; init; }

    /// <summary>Non-inferiority: how much worse than <see cref="Against"/>, in the KPI's direction and unit, is still accepted; 0 or more.</summary>
    public double? Margin { get; init; }

    /// <summary>Arm that the margin is counted from; null without a margin. Default the first arm.</summary>
    public string? Against { get; init; }

    /// <summary>Absolute limit, in the KPI's unit.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Absolute limit, in the KPI's unit.</summary>
    public double? AtMost { get; init; }

    /// <summary>Risk of passing what is worse, above 0 and below 0.5. Default 0.05.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>When an arm is acceptable: when the KPI keeps the limit with the probability. One of <see cref="AtLeast"/> and <see cref="AtMost"/> is given.</summary>
public sealed record AcceptanceRule
{
    /// <summary>Id of the KPI.</summary>
    public required string Kpi { get; init; }

    /// <summary>Name of the arm; null = every arm.</summary>
    public string? Arm { get; init; }

    /// <summary>Limit, in the KPI's unit.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Limit, in the KPI's unit.</summary>
    public double? AtMost { get; init; }

    /// <summary>Share of replications that must keep the limit, above 0 and below 1. Default 0.9.</summary>
    public double Probability { get; init; } = 0.9;

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
