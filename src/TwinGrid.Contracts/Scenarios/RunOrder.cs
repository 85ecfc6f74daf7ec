using TwinGrid.Contracts.Definitions;

namespace TwinGrid.Contracts.Scenarios;

/// <summary>A run that is asked for.</summary>
public sealed record RunOrder
{
    /// <summary>Plant in which the run is kept, and whose definition the model is made of unless the document is the whole model.</summary>
    public required string Plant { get; init; }

    /// <summary>The documents as given: the scenario or experiment, and equation modules beside it.</summary>
    public IReadOnlyList<DefinitionFile> Files { get; init; } = [];

    /// <summary>Id of the run whose documents and overrides are taken, with those given here over them, when there are no files; "" = none.</summary>
    public string FromRun { get; init; } = "";

    /// <summary>Name of the document among the files; "" = the only one.</summary>
    public string Document { get; init; } = "";

    /// <summary>What goes over the document.</summary>
    public RunOverrides Overrides { get; init; } = new();

    /// <summary>When it ends at the latest, with what it has, ns since 1970 UTC; 0 = no bound.</summary>
    public long DeadlineNs { get; init; }

    /// <summary>Who asks.</summary>
    public string By { get; init; } = "";

    /// <summary>Id of the run that this one repeats; "" = none.</summary>
    public string ReplayOf { get; init; } = "";
}

/// <summary>What a call puts over a document, as texts that are read like the document's own. Null = the document's.</summary>
public sealed record RunOverrides
{
    /// <summary>Key of all random numbers.</summary>
    public string? Seed { get; init; }

    /// <summary>A fixed number of replications of each arm.</summary>
    public string? Replications { get; init; }

    /// <summary>End of a replication: seconds or a duration.</summary>
    public string? Horizon { get; init; }

    /// <summary>Seconds, a duration, or <c>mser5</c>.</summary>
    public string? WarmUp { get; init; }

    /// <summary>Confidence level.</summary>
    public string? Level { get; init; }

    /// <summary>Settings of all arms, later ones over earlier ones.</summary>
    public IReadOnlyList<RunSetting> Set { get; init; } = [];
}

/// <summary>A setting.</summary>
/// <param name="Path">Path of the parameter.</param>
/// <param name="Value">Its value as YAML.</param>
public sealed record RunSetting(string Path, string Value);
