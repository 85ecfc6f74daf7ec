using System.Globalization;
using Grpc.Net.Client;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.Testing;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.Faults;

/// <summary>
/// kill -9 at random points while two producers stream, duplicate, resend, leave gaps and declare losses. TWINGRID_KILLS and TWINGRID_SEED choose
/// another length and another run.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Producers = 2;
    private static readonly int Kills = FromEnvironment("TWINGRID_KILLS", 20);
    private static readonly int Seed = FromEnvironment("TWINGRID_SEED", 20261123);

    [Fact]
    public async Task Kill_AtRandomPointsUnderLoad_KeepsTheContract()
    {
        var token = TestContext.Current.CancellationToken;
        output.WriteLine($"seed {Seed}, {Kills} kills");
        using var directory = new TempDirectory();
        var random = new Random(Seed);
        var server = await ServerProcess.StartReadyAsync(directory.File("data"), 0, token);
        try
        {
            using var channel = GrpcChannel.ForAddress(server.Grpc);
            await FaultPlant.ApplyAsync(new DefinitionService.DefinitionServiceClient(channel), token);
            var twins = new TwinService.TwinServiceClient(channel);
            var producers = Enumerable.Range(0, Producers)
                .Select(n => new FaultProducer(n, Seed, new TelemetryService.TelemetryServiceClient(channel))).ToList();
            var watcher = new FaultWatcher(twins);
            using var stopProducers = new CancellationTokenSource();
            using var stopWatcher = CancellationTokenSource.CreateLinkedTokenSource(token);
            var watching = watcher.RunAsync(stopWatcher.Token);
            var streaming = producers.Select(p => p.RunAsync(stopProducers.Token, token)).ToList();

            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 + random.Next(1500)), TimeProvider.System, token);
                await server.KillAsync();
                await server.DisposeAsync();
                server = await ServerProcess.StartReadyAsync(directory.File("data"), server.Grpc.Port, token);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, token);
            await stopProducers.CancelAsync();
            await Task.WhenAll(streaming).WaitAsync(TimeSpan.FromSeconds(30), token);

            var breaches = new List<string>();
            foreach (var producer in producers)
            {
                output.WriteLine(
                    $"p{producer.Number}: acked through {producer.AckedThrough}, {producer.Lost.Count} lost, {producer.Duplicates} duplicates, {producer.Gaps} gaps, {producer.Reconnects} reconnects");
                foreach (var (words, count) in producer.Ends)
                {
                    output.WriteLine($"  {count} x {words}");
                }

                Assert.True(producer.AckedThrough > (ulong)Kills, $"p{producer.Number} only got to {producer.AckedThrough}");
                breaches.AddRange(await FaultChecker.CheckAsync(producer, twins, token));
            }

            breaches.AddRange(await FinishWatchAsync(watcher, twins, token));
            await stopWatcher.CancelAsync();
            await watching;
            output.WriteLine($"watch: {watcher.Changes} changes");
            Assert.True(breaches.Count == 0, string.Join(Environment.NewLine, breaches.Take(20)));
        }
        finally
        {
            output.WriteLine(server.Errors);
            await server.DisposeAsync();
        }
    }

    /// <summary>Gives the watch ten seconds to reach the final state.</summary>
    private static async Task<IEnumerable<string>> FinishWatchAsync(FaultWatcher watcher, TwinService.TwinServiceClient twins, CancellationToken token)
    {
        List<string> missing = [];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var tries = 0; tries < 100; tries++)
        {
            missing.Clear();
            for (var producer = 0; producer < Producers; producer++)
            {
                var asset = await twins.GetAssetAsync(new GetAssetRequest { Name = FaultPlant.Asset(producer) }, cancellationToken: token);
                missing.AddRange(
                    asset.Signals.Where(s => watcher.Last(FaultPlant.Asset(producer), s.Signal) != s.Value?.Number)
                        .Select(s => $"I6: the watch ended {FaultPlant.Asset(producer)}/{s.Signal} at {watcher.Last(FaultPlant.Asset(producer), s.Signal)}, the state is {s.Value}"));
            }

            if (missing.Count == 0)
            {
                break;
            }

            await timer.WaitForNextTickAsync(token);
        }

        return missing.Concat(watcher.Breaches);
    }

    private static int FromEnvironment(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
