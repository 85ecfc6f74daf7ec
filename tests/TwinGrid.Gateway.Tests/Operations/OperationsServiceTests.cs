using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Operations;

public sealed class OperationsServiceTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task GetStatus_Serving_TellsServerStoreAndPartitions()
    {
        var status = await server.Operations.GetStatusAsync(new GetStatusRequest(), cancellationToken: Token);

        Assert.Equal(("SERVING", "1.2.3", "embedded"), (status.State, status.Version, status.Store));
        Assert.Equal(Durability.ProcessCrash, status.Durability);
        Assert.True(status.StartedAt > 0 && status.DiskFreeBytes > 0 && status.ManagedHeapBytes > 0);
        var annex = status.Partitions.Where(p => p.Plant == "annex").ToList();
        Assert.Equal([0u, 1u], annex.Select(p => p.Partition));
        Assert.All(annex, partition => Assert.Equal(("OPEN", 1u, 32), (partition.State, partition.Assets, partition.HistoryId.Length)));
        Assert.All(annex, partition => Assert.True(partition.AppliedIndex >= 2 && partition.OwnerEpoch >= 1));
    }

    [Theory]
    [InlineData("mill", 0u, "no-guid", "why", "INVALID_ARGUMENT")]
    [InlineData("mill", 0u, "0f0e0d0c0b0a09080706050403020100", "", "INVALID_ARGUMENT")]
    [InlineData("mill", 2_000u, "0f0e0d0c0b0a09080706050403020100", "why", "INVALID_ARGUMENT")]
    [InlineData("a b", 0u, "0f0e0d0c0b0a09080706050403020100", "why", "INVALID_NAME")]
    [InlineData("mill", 0u, "0f0e0d0c0b0a09080706050403020100", "why", "HISTORY_MISMATCH")]
    [InlineData("nowhere", 0u, "0f0e0d0c0b0a09080706050403020100", "why", "NOT_FOUND")]
    public async Task AcceptDataLoss_Wrong_SaysWhy(string plant, uint partition, string history, string why, string reason) => await Refusals.ExpectAsync(
        reason,
        async () => await server.Operations.AcceptDataLossAsync(
            new AcceptDataLossRequest { Plant = plant, Partition = partition, HistoryId = history, Reason = why }, cancellationToken: Token));
}
