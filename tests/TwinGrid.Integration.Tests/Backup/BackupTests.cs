using Grpc.Net.Client;
using TwinGrid.Integration.Tests.Faults;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.Testing;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.Backup;

/// <summary>A backup of a server under load, restored into a new directory, serves what was acked before the backup.</summary>
public sealed class BackupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backup_OfARunningServer_RestoresWhatWasAckedBeforeIt()
    {
        using var directory = new TempDirectory();
        ulong ackedBefore;
        string historyBefore;
        await using (var server = await ServerProcess.StartReadyAsync(directory.File("data"), 0, Token))
        {
            using var channel = GrpcChannel.ForAddress(server.Grpc);
            await FaultPlant.ApplyAsync(new DefinitionService.DefinitionServiceClient(channel), Token);
            var producer = new FaultProducer(0, 1, new TelemetryService.TelemetryServiceClient(channel));
            using var stop = new CancellationTokenSource();
            var streaming = producer.RunAsync(stop.Token, Token);
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Token);
            ackedBefore = producer.AckedThrough;
            var backup = await Cli.RunAsync(server.Grpc, Token, "backup", "--to", directory.File("backup"));
            Assert.True(backup.ExitCode == 0, backup.Errors);
            await stop.CancelAsync();
            await streaming;
            historyBefore = await HistoryIdAsync(channel);
        }

        var restored = await ServerProcess.RunAsync(Token, "restore", "--from", directory.File("backup"), "--data", directory.File("restored"));
        Assert.True(restored.ExitCode == 0, restored.Errors);
        await using (var server = await ServerProcess.StartReadyAsync(directory.File("restored"), 0, Token))
        {
            using var channel = GrpcChannel.ForAddress(server.Grpc);
            Assert.NotEqual(historyBefore, await HistoryIdAsync(channel));
            var producers = await new TelemetryService.TelemetryServiceClient(channel).ListProducersAsync(
                new ListProducersRequest { Plant = FaultPlant.Plant }, cancellationToken: Token);
            Assert.True(ackedBefore > 0);
            Assert.True(Assert.Single(producers.Producers).HighWaterMark >= ackedBefore);
        }
    }

    private static async Task<string> HistoryIdAsync(GrpcChannel channel)
    {
        var status = await new OperationsService.OperationsServiceClient(channel).GetStatusAsync(new GetStatusRequest(), cancellationToken: Token);
        return Assert.Single(status.Partitions).HistoryId;
    }
}
