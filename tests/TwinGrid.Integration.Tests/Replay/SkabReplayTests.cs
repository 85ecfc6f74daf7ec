using System.Globalization;
using System.Text.Json;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Integration.Tests.Replay;

/// <summary>Recorded data through the same door as live data, with the server killed on the way, comes back as it was.</summary>
public sealed class SkabReplayTests(ITestOutputHelper output)
{
    private const int Kills = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_ServerKilledOnTheWay_HistoryEqualsTheFiles()
    {
        Assert.SkipWhen(SkabData.Files.Count == 0, "The SKAB data is not here: set TWINGRID_DATA to the folder that holds skab/.");
        using var directory = new TempDirectory();
        var server = await ServerProcess.StartReadyAsync(directory.File("data"), 0, Token);
        try
        {
            var sample = Path.Combine(Repository.Root, "deploy", "samples", "pump-testbed");
            var applied = await Cli.RunAsync(server.Grpc, Token, "apply", "-f", Path.Combine(sample, "plant.yaml"));
            Assert.True(applied.ExitCode == 0, applied.Errors);

            string[] replay =
            [
                "replay", "--plant", "pump-testbed", "--producer", "recorder", "--map", Path.Combine(sample, "map.yaml"),
                "--state", directory.File("state"), "-o", "json", .. SkabData.Files,
            ];
            var running = Cli.RunAsync(server.Grpc, Token, replay);
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System, Token));
                await server.KillAsync();
                await server.DisposeAsync();
                server = await ServerProcess.StartReadyAsync(directory.File("data"), server.Grpc.Port, Token);
            }

            var expected = SkabData.ReadAll();
            var total = expected.Values.Sum(samples => samples.Count);
            var first = await running;
            Assert.True(first.ExitCode == 0, $"{first}");
            Assert.Equal(total, Acked(first));

            var again = await Cli.RunAsync(server.Grpc, Token, replay);
            Assert.True(again.ExitCode == 0, $"{again}");

            foreach (var (signal, samples) in expected)
            {
                Assert.Equal(samples, await ReadAsync(server.Grpc, signal));
            }

            output.WriteLine($"{total} samples of {SkabData.Files.Count} files equal");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static long Acked(CliResult result) => JsonDocument.Parse(result.Lines[^1]).RootElement.GetProperty("acked").GetInt64();

    private static async Task<List<(DateTime Time, double Value)>> ReadAsync(Uri endpoint, string signal)
    {
        var history = await Cli.RunAsync(
            endpoint, Token, "history", "pump-1", "--signal", signal, "--from", "2020-01-01T00:00:00Z", "--to", "2021-01-01T00:00:00Z", "-o", "csv");
        Assert.True(history.ExitCode == 0, history.Errors);
        Assert.Equal("time,value,quality", history.Lines[0]);
        return [.. history.Lines.Skip(1).Select(Parse)];
    }

    private static (DateTime Time, double Value) Parse(string line)
    {
        var cells = line.Split(',');
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$", cells[0]);
        Assert.Equal("0x00000000", cells[2]);
        var time = DateTime.ParseExact(cells[0][..19], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return (time, double.Parse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture));
    }
}
