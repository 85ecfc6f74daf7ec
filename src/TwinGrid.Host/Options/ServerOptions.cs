using System.Net;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Host.Options;

/// <summary>How the server runs.</summary>
internal sealed record ServerOptions
{
    /// <summary>Data directory of the embedded store.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Address that both ports bind to.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>gRPC over HTTP/2; 0 = any free port.</summary>
    public int GrpcPort { get; init; } = 5080;

    /// <summary>HTTP/1.1 for health, metrics and pages; 0 = any free port.</summary>
    public int HttpPort { get; init; } = 5081;

    /// <summary>Certificate chain (PEM) and key for both ports; null = cleartext.</summary>
    public (string Certificate, string Key)? Tls { get; init; }

    /// <summary>File with callers' names and bearer tokens; null = everyone may call.</summary>
    public string? CallerTokensFile { get; init; }

    /// <summary>Class that acks state: process-crash runs the store without syncs.</summary>
    public Durability Durability { get; init; } = Durability.PowerLoss;

    /// <summary>Bound of a graceful stop.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Threads that run replications; 0 = one fewer than there are processors, at least one.</summary>
    public int ScenarioWorkers { get; init; }

    /// <summary>Folder of plug-ins with behaviour modules; "" = none.</summary>
    public string PluginDirectory { get; init; } = "";

    /// <summary>Least level that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}
