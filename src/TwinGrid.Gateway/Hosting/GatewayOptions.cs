namespace TwinGrid.Gateway.Hosting;

/// <summary>Bounds and facts of a gateway. Every bound refuses with RESOURCE_EXHAUSTED past it.</summary>
public sealed record GatewayOptions
{
    /// <summary>Version told by GetStatus.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>File with the names and bearer tokens of callers; null = everyone may call, as anonymous.</summary>
    public string? CallerTokensFile { get; init; }

    /// <summary>Largest message taken, in bytes; 4 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Largest message taken by DefinitionService, in bytes: the documents of a whole plant; 32 MiB.</summary>
    public int MaxDefinitionBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Watches open at a time, over all callers; 1 000.</summary>
    public int MaxWatches { get; init; } = 1_000;

    /// <summary>History reads at a time, over all callers; 64.</summary>
    public int MaxHistoryReads { get; init; } = 64;
}
