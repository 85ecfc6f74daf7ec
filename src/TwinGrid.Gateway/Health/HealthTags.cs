namespace TwinGrid.Gateway.Health;

/// <summary>Which checks an endpoint or a gRPC service depends on.</summary>
internal static class HealthTags
{
    /// <summary>The server has started.</summary>
    public const string Startup = "startup";

    /// <summary>The server takes new calls.</summary>
    public const string Ready = "ready";

    /// <summary>The process answers.</summary>
    public const string Live = "live";

    /// <summary>The store takes writes.</summary>
    public const string Ingest = "ingest";
}
