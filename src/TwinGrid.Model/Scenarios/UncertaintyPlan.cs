using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>Parameters that are not known well. Each outer draw is a set of values with which all replications of all arms are run.</summary>
public sealed record UncertaintyPlan
{
    /// <summary>Outer draws, 2 to 10 000. Default 20.</summary>
    public int Draws { get; init; } = 20;

    /// <summary>At least one, paths unique.</summary>
    public required ImmutableArray<UncertainParameter> Parameters { get; init; }
}

/// <summary>A parameter that is not known well.</summary>
/// <param name="Path">Path of the setting.</param>
/// <param name="Distribution">What is known of it, as written: <c>{uniform: {min: 80s, max: 100s}}</c>.</param>
public sealed record UncertainParameter(string Path, ParameterValue Distribution)
{
    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
