using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace TwinGrid.Integration.Tests.Processes;

/// <summary>A real server in a process of its own. Killed with the test unless it was stopped before.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder errors;

    private ServerProcess(Process process, StringBuilder errors, string grpc, string http)
    {
        this.process = process;
        this.errors = errors;
        Grpc = new Uri(grpc);
        Http = new Uri(http);
    }

    public Uri Grpc { get; }

    public Uri Http { get; }

    /// <summary>Bytes of memory that it holds now, as the kernel counts them.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>What it logged.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    /// <summary>Starts <c>serve</c> and waits for its address line, not for readiness.</summary>
    public static async Task<ServerProcess> StartAsync(string dataDirectory, int port, CancellationToken cancellationToken, params string[] more)
    {
        var (process, errors) = Launch(["serve", "--data", dataDirectory, "--port", $"{port}", .. more]);
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (line is null)
        {
            await process.WaitForExitAsync(cancellationToken);
            throw new InvalidOperationException($"The server ended with {process.ExitCode}: {errors}");
        }

        var addresses = JsonSerializer.Deserialize<Dictionary<string, string>>(line)!;
        return new ServerProcess(process, errors, addresses["grpc"], addresses["http"]);
    }

    /// <summary>Starts <c>demo</c> on any free port and waits until its plant systems send.</summary>
    public static async Task<ServerProcess> StartDemoAsync(CancellationToken cancellationToken)
    {
        var (process, errors) = Launch(["demo", "--port", "0", "--for", "5m"]);
        var addresses = new List<string>();
        while (addresses.Count < 2)
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"The demo ended: {errors}");
            if (line.TrimStart() is var told && (told.StartsWith("gRPC", StringComparison.Ordinal) || told.StartsWith("health", StringComparison.Ordinal)))
            {
                addresses.Add(told.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
            }
        }

        // The few lines that it says further stay in the pipe.
        return new ServerProcess(process, errors, addresses[0], addresses[1]);
    }

    /// <summary>Starts and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartReadyAsync(string dataDirectory, int port, CancellationToken cancellationToken, params string[] more)
    {
        var server = await StartAsync(dataDirectory, port, cancellationToken, more);
        await server.WaitUntilReadyAsync(cancellationToken);
        return server;
    }

    /// <summary>Runs the host with arguments that make it end by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var (process, errors) = Launch(arguments);
        using var _ = process;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output, errors.ToString());
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Http };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ReadyTimeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The server ended with {process.ExitCode} before it was ready: {Errors}");
            }

            try
            {
                using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), timeout.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        while (await timer.WaitForNextTickAsync(timeout.Token));
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        Signal(process.Id, SigKill);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        Signal(process.Id, SigTerm);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private static (Process Process, StringBuilder Errors) Launch(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Binaries.Host);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        return (process, errors);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
