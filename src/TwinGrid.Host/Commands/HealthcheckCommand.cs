using System.CommandLine;
using TwinGrid.Host.Options;

namespace TwinGrid.Host.Commands;

/// <summary><c>healthcheck</c>: for containers without a shell.</summary>
internal static class HealthcheckCommand
{
    public static Command Create()
    {
        var url = Flag.Create("--url", "Health page to ask.", FlagReaders.Text, $"http://127.0.0.1:{ServerFlags.DefaultPort + 1}/health/ready");
        var timeout = Flag.Create("--timeout", "How long to wait.", FlagReaders.Duration, TimeSpan.FromSeconds(5));
        var command = new Command("healthcheck", "Exit 0 when the server answers 200.") { url, timeout };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(url)!, parsed.GetValue(timeout), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new HttpClient { Timeout = timeout };
            using var response = await client.GetAsync(new Uri(url), cancellationToken);
            await Console.Error.WriteLineAsync($"{url}: {(int)response.StatusCode}");
            return response.IsSuccessStatusCode ? ExitCodes.Ok : ExitCodes.Failure;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync($"{url}: {e.Message}");
            return ExitCodes.Failure;
        }
    }
}
