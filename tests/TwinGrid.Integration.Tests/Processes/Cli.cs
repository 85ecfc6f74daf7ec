using System.Diagnostics;

namespace TwinGrid.Integration.Tests.Processes;

/// <summary>Runs the <c>twingrid</c> command.</summary>
internal static class Cli
{
    public static async Task<CliResult> RunAsync(Uri endpoint, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all = [Binaries.Cli, .. arguments, "--endpoint", endpoint.ToString()];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new CliResult(process.ExitCode, await output, await errors);
    }
}

/// <summary>How a run ended.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
