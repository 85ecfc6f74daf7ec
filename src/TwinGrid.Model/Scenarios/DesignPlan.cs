using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>How the levels of factors are combined.</summary>
public enum DesignKind : byte
{
    /// <summary>All combinations.</summary>
    Full = 1,

    /// <summary>A regular fraction of a two-level design.</summary>
    Fractional = 2,

    /// <summary>A space-filling Latin hypercube over the factors' ranges.</summary>
    LatinHypercube = 3,
}

/// <summary>A design that makes the arms.</summary>
public sealed record DesignPlan
{
    /// <summary>Default <see cref="DesignKind.Full"/>.</summary>
    public DesignKind Kind { get; init; } = DesignKind.Full;

    /// <summary>Least resolution of a fractional design, 3 to 5; null for others. Default 4.</summary>
    public int? Resolution { get; init; }

    /// <summary>Points of a Latin hypercube, 2 to 10 000; null for others. Default ten for each factor.</summary>
    public int? Points { get; init; }

    /// <summary>At least one, paths unique, in the order of the document.</summary>
    public required ImmutableArray<Factor> Factors { get; init; }
}

/// <summary>
/// What a design varies: levels for full and fractional designs (two for a fractional one; low and high are two levels), low and high for a Latin hypercube.
/// </summary>
public sealed record Factor
{
    /// <summary>Path of the setting.</summary>
    public required string Path { get; init; }

    /// <summary>Levels in the order of the document; empty for a Latin hypercube.</summary>
    public ImmutableArray<ParameterValue> Levels { get; init; } = [];

    /// <summary>Low end of the range of a Latin hypercube; null for other designs.</summary>
    public NumberValue? Low { get; init; }

    /// <summary>High end, above <see cref="Low"/>, in the same unit; null for other designs.</summary>
    public NumberValue? High { get; init; }

    /// <summary>Only whole numbers: points of a Latin hypercube are rounded. Default false.</summary>
    public bool IsInteger { get; init; }

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
