using TwinGrid.Cli.Shell;
using TwinGrid.Client.Testing;

namespace TwinGrid.Cli.Tests;

/// <summary>Runs the command in this process and keeps what it printed.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public static Task<CliRun> OnAsync(FakeServer server, params string[] args) => RunAsync(["--endpoint", server.Endpoint.ToString(), .. args]);

    public static Task<CliRun> RunAsync(params string[] args) => RunAsync(static _ => null, args);

    public static async Task<CliRun> RunAsync(Func<string, string?> environment, params string[] args)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = new StringWriter();
        var errors = new StringWriter();
        var console = new CliConsole { Out = output, Error = errors, Environment = environment };
        var code = await TwinGridCommand.RunAsync(args, console, deadline.Token);
        return new CliRun(code, output.ToString(), errors.ToString());
    }
}
