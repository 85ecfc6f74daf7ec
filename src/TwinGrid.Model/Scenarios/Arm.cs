using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>One variant of the model.</summary>
public sealed record Arm
{
    /// <summary>Unique in the document.</summary>
    public required string Name { get; init; }

    /// <summary>Settings from the start on, by path, over those of <see cref="ExperimentDocument.Set"/>.</summary>
    public ImmutableSortedDictionary<string, ParameterValue> Set { get; init; } = ImmutableSortedDictionary.Create<string, ParameterValue>(StringComparer.Ordinal);

    /// <summary>Timed changes of this arm, beside those of <see cref="ExperimentDocument.Interventions"/>.</summary>
    public ImmutableArray<Intervention> Interventions { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>A timed change: of parameters, capacities, maintenance, crews, orders or set points.</summary>
public sealed record Intervention
{
    /// <summary>Unique in its list; <c>intervention-1</c> and so on when not given.</summary>
    public required string Name { get; init; }

    /// <summary>When, s from the start, 0 or more and before the horizon.</summary>
    public required double AtSeconds { get; init; }

    /// <summary>When the settings go back to what they were, s from the start, after <see cref="AtSeconds"/>; null = they stay.</summary>
    public double? UntilSeconds { get; init; }

    /// <summary>Period after which it comes again, with its end, until the horizon, s, at least as long as it lasts; null = once.</summary>
    public double? EverySeconds { get; init; }

    /// <summary>Settings by path; at least one.</summary>
    public ImmutableSortedDictionary<string, ParameterValue> Set { get; init; } = ImmutableSortedDictionary.Create<string, ParameterValue>(StringComparer.Ordinal);

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
