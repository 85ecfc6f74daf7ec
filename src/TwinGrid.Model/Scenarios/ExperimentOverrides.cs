using System.Collections.Immutable;

namespace TwinGrid.Model.Scenarios;

/// <summary>What a command line or a call puts over a document, as texts that are read like the document's own. Null = the document's.</summary>
public sealed record ExperimentOverrides
{
    /// <summary><c>--seed</c>.</summary>
    public string? Seed { get; init; }

    /// <summary><c>--replications</c>: a fixed number, in place of half-widths too.</summary>
    public string? Replications { get; init; }

    /// <summary><c>--horizon</c>: seconds or a duration.</summary>
    public string? Horizon { get; init; }

    /// <summary><c>--warmup</c>: seconds, a duration, or <c>mser5</c>.</summary>
    public string? WarmUp { get; init; }

    /// <summary><c>--level</c>.</summary>
    public string? Level { get; init; }

    /// <summary><c>--set path=value</c>: settings of all arms, later ones of a path over earlier ones. A value is YAML: <c>[1, 2]</c>, <c>30s</c>, <c>{exponential: {mean: 90s}}</c>.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Set { get; init; } = [];
}

/// <summary>A document with overrides, or what is wrong with them.</summary>
/// <param name="Document">The document; null when there was an error.</param>
/// <param name="Diagnostics">Findings; their file is the option.</param>
public sealed record OverrideResult(ExperimentDocument? Document, IReadOnlyList<Definitions.DefinitionDiagnostic> Diagnostics);
