using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded;

/// <summary>Options of the embedded store.</summary>
public sealed record EmbeddedStoreOptions
{
    /// <summary>Data directory; created when it is not there.</summary>
    public required string Directory { get; init; }

    /// <summary>Options of its log.</summary>
    public EmbeddedLogOptions Log { get; init; } = new();
}
