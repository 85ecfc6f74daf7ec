using Grpc.Core;
using Grpc.Net.Client;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.Faults;

/// <summary>A disk that fills up under load: no false ack, a clear state, reads go on, and nothing acked is gone once there is room again.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int DiskMegabytes = 900;
    private const int ItemsPerBatch = 4096;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disk_FillsUnderLoad_NoFalseAckAndEverythingAckedIsThereAfterwards()
    {
        using var disk = SmallDisk.TryMount(DiskMegabytes);
        Assert.SkipWhen(disk is null, "Mounting a small file system needs root.");
        var data = Path.Combine(disk.Path, "data");
        ulong acked;
        await using (var server = await ServerProcess.StartReadyAsync(data, 0, Token))
        {
            using var channel = GrpcChannel.ForAddress(server.Grpc);
            await FaultPlant.ApplyAsync(new DefinitionService.DefinitionServiceClient(channel), Token);
            disk.Fill(leave: 8 << 20);
            acked = await StreamUntilRefusedAsync(new TelemetryService.TelemetryServiceClient(channel));
            output.WriteLine($"acked {acked} batches of {ItemsPerBatch} before the disk was full");

            var status = await new OperationsService.OperationsServiceClient(channel).GetStatusAsync(new GetStatusRequest(), cancellationToken: Token);
            Assert.True(status.State == "FENCED", $"state is {status.State} ({status.Reason})");
            Assert.NotEmpty(status.Reason);
            var asset = await new TwinService.TwinServiceClient(channel).GetAssetAsync(
                new GetAssetRequest { Name = FaultPlant.Asset(0) }, cancellationToken: Token);
            Assert.True(asset.Position.Stale);
        }

        disk.Free();
        await using (var server = await ServerProcess.StartReadyAsync(data, 0, Token))
        {
            using var channel = GrpcChannel.ForAddress(server.Grpc);
            Assert.True(await CountAsync(new TwinService.TwinServiceClient(channel)) >= acked * ItemsPerBatch);
        }
    }

    private static async Task<ulong> StreamUntilRefusedAsync(TelemetryService.TelemetryServiceClient client)
    {
        const ulong MaxBatches = 20_000;
        ulong acked = 0;
        using var call = client.Ingest(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(90), cancellationToken: Token);
        await call.RequestStream.WriteAsync(new IngestRequest { Open = new Open { Plant = FaultPlant.Plant, Producer = "filler", Epoch = 1 } }, Token);
        var declare = new DeclareSeries();
        declare.Series.Add(new SeriesDeclaration { Handle = 0, Asset = FaultPlant.Asset(0), Signal = "s0" });
        await call.RequestStream.WriteAsync(new IngestRequest { Declare = declare }, Token);
        var reading = Task.Run(
            async () =>
            {
                await foreach (var response in call.ResponseStream.ReadAllAsync(Token))
                {
                    acked = Math.Max(acked, response.Ack?.ThroughSeq ?? 0);
                }
            },
            Token);
        try
        {
            for (ulong seq = 1; seq <= MaxBatches && !reading.IsCompleted; seq++)
            {
                await call.RequestStream.WriteAsync(new IngestRequest { Batch = Create(seq) }, Token);
                while (seq - Volatile.Read(ref acked) > 8 && !reading.IsCompleted)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
                }
            }
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The server ended the stream; the reading side tells with which status.
        }

        var error = await Assert.ThrowsAsync<RpcException>(() => reading);
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        return acked;
    }

    private static Batch Create(ulong seq)
    {
        var batch = new Batch { Seq = seq };
        batch.Series.Add(0);
        batch.RunLength.Add(ItemsPerBatch);
        for (var item = 0; item < ItemsPerBatch; item++)
        {
            batch.Time.Add(SentBatch.Time(0, 0) + ((long)seq * ItemsPerBatch) + item);
            batch.Value.Add(Math.Sin(item * (double)seq));
        }

        return batch;
    }

    private static async Task<ulong> CountAsync(TwinService.TwinServiceClient client)
    {
        var request = new ReadHistoryRequest { From = 0, To = long.MaxValue, Aggregations = { Aggregation.Count } };
        request.Series.Add(new HistorySeries { Asset = FaultPlant.Asset(0), Signal = "s0" });
        using var call = client.ReadHistory(request, cancellationToken: Token);
        var count = 0.0;
        await foreach (var piece in call.ResponseStream.ReadAllAsync(Token))
        {
            count += piece.Windows.Count > 0 ? piece.Windows[0].Value.Sum() : 0;
        }

        return (ulong)count;
    }
}
