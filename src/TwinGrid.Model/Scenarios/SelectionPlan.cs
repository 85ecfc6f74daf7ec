using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>How the best arm is selected.</summary>
public enum SelectionMethod : byte
{
    /// <summary>Kim and Nelson 2001: fully sequential, arms are dropped as soon as they can't be best; for means.</summary>
    Kn = 1,
}

/// <summary>Selection of the arm with the best mean of a KPI, in the KPI's direction.</summary>
public sealed record SelectionPlan
{
    /// <summary>Id of the KPI, estimated by its mean, with a direction.</summary>
    public required string Kpi { get; init; }

    /// <summary>Default <see cref="SelectionMethod.Kn"/>.</summary>
    public SelectionMethod Method { get; init; } = SelectionMethod.Kn;

    /// <summary>Difference that is worth detecting, in the KPI's unit, above 0.</summary>
    public required double Indifference { get; init; }

    /// <summary>Probability of selecting the best when it is better by the indifference or more, above 1/k for k arms and below 1. Default 0.95.</summary>
    public double Probability { get; init; } = 0.95;

    /// <summary>Replications of the first stage, 2 or more. Default 10.</summary>
    public int Initial { get; init; } = 10;

    /// <summary>The most replications of an arm; when they are used up nothing is guaranteed and the result says so. Default 100 000.</summary>
    public int Max { get; init; } = 100_000;

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
