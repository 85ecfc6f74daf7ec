using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Host.Options;

/// <summary>Flags that <c>serve</c> and <c>demo</c> share.</summary>
internal sealed class ServerFlags
{
    public const int DefaultPort = 5080;
    private const int HttpPortUnset = -1;

    private readonly Option<string> data;
    private readonly Option<int> port = Flag.Create("--port", "Port for gRPC (HTTP/2); 0 = any free one.", FlagReaders.Port, DefaultPort);
    private readonly Option<int> httpPort = Flag.Create(
        "--http-port", "Port for health, metrics and pages (HTTP/1.1); 0 = any free one; default: --port + 1.", FlagReaders.Port, HttpPortUnset);

    private readonly Option<IPAddress> address = Flag.Create(
        "--address", "Address to bind to. Other than loopback needs TLS and authentication, or --insecure.", FlagReaders.Address, IPAddress.Loopback);

    private readonly Option<string> tlsCertificate = Flag.Create("--tls-cert", "Certificate chain, PEM.", FlagReaders.Text, "");
    private readonly Option<string> tlsKey = Flag.Create("--tls-key", "Private key of --tls-cert, PEM.", FlagReaders.Text, "");

    private readonly Option<string> callerTokens = Flag.Create(
        "--auth-tokens", "File with a line 'name token' for each caller; then every call needs 'authorization: Bearer TOKEN'.", FlagReaders.Text, "");

    private readonly Option<bool> insecure = Flag.Switch("--insecure", "Serve beyond loopback without TLS or authentication: everyone who can connect may do everything.");

    private readonly Option<Durability> durability = Flag.Create(
        "--durability",
        "What an ack survives: power-loss, or process-crash (no syncs: faster, a crash of the operating system loses acked data).",
        FlagReaders.OneOf(("power-loss", Durability.PowerLoss), ("process-crash", Durability.ProcessCrash)),
        Durability.PowerLoss);

    private readonly Option<TimeSpan> drainTimeout = Flag.Create(
        "--drain-timeout", "How long a graceful stop may take.", FlagReaders.Duration, TimeSpan.FromSeconds(30));

    private readonly Option<int> scenarioWorkers = Flag.Create(
        "--scenario-workers", "Threads that run replications of scenarios; they give way to everything else. 0 = one fewer than there are processors.", FlagReaders.Workers, 0);

    private readonly Option<string> plugins = Flag.Create("--plugins", "Folder of plug-ins: behaviour modules written in C#.", FlagReaders.Text, "");

    private readonly Option<LogLevel> logLevel = Flag.Create(
        "--log-level",
        "debug, information, warning or error.",
        FlagReaders.OneOf(
            ("debug", LogLevel.Debug), ("information", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error)),
        LogLevel.Information);

    /// <param name="defaultData">Data directory when none is given; empty where the verb finds one itself.</param>
    public ServerFlags(string defaultData) =>
        data = Flag.Create("--data", "Data directory; made when missing.", FlagReaders.Text, defaultData);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { data, port, httpPort, address, tlsCertificate, tlsKey, callerTokens, insecure, durability, drainTimeout, scenarioWorkers, plugins, logLevel })
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">The flags do not go together.</exception>
    public ServerOptions Read(ParseResult parsed)
    {
        var grpc = parsed.GetValue(port);
        var http = parsed.GetValue(httpPort);
        var options = new ServerOptions
        {
            DataDirectory = parsed.GetValue(data) is { Length: > 0 } directory ? Path.GetFullPath(directory) : "",
            Address = parsed.GetValue(address)!,
            GrpcPort = grpc,
            HttpPort = http != HttpPortUnset ? http : grpc == 0 ? 0 : grpc + 1,
            Tls = ReadTls(parsed.GetValue(tlsCertificate)!, parsed.GetValue(tlsKey)!),
            CallerTokensFile = parsed.GetValue(callerTokens) is { Length: > 0 } file ? file : null,
            Durability = parsed.GetValue(durability),
            DrainTimeout = parsed.GetValue(drainTimeout),
            ScenarioWorkers = parsed.GetValue(scenarioWorkers),
            PluginDirectory = parsed.GetValue(plugins) is { Length: > 0 } modules ? Path.GetFullPath(modules) : "",
            LogLevel = parsed.GetValue(logLevel),
        };
        return options.HttpPort > IPEndPoint.MaxPort || (options.HttpPort == grpc && grpc != 0)
            ? throw new UsageException($"--http-port {options.HttpPort} can't be used beside --port {grpc}; give --http-port.")
            : CheckExposure(options, parsed.GetValue(insecure));
    }

    private static (string Certificate, string Key)? ReadTls(string certificate, string key) => (certificate, key) switch
    {
        ("", "") => null,
        ("", _) or (_, "") => throw new UsageException("--tls-cert and --tls-key go together."),
        _ => (certificate, key),
    };

    private static ServerOptions CheckExposure(ServerOptions options, bool insecure)
    {
        if (IPAddress.IsLoopback(options.Address) || insecure || options is { Tls: not null, CallerTokensFile: not null })
        {
            return options;
        }

        var missing = (options.Tls, options.CallerTokensFile) switch
        {
            (null, null) => "--tls-cert, --tls-key and --auth-tokens",
            (null, _) => "--tls-cert and --tls-key",
            _ => "--auth-tokens",
        };
        throw new UsageException(
            $"--address {options.Address} can be reached from other machines; that needs {missing}, or --insecure to let everyone in.");
    }
}
