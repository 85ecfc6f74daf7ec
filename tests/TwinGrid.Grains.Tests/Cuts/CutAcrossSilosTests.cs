using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Cuts;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Grains.Tests.Scenarios;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Names;
using Xunit;

namespace TwinGrid.Grains.Tests.Cuts;

/// <summary>A plant whose partition lives on another silo than whoever takes the cut.</summary>
public sealed class CutAcrossSilosTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CutAsync_PartitionOnAnotherSilo_ComesInPieces()
    {
        var key = new PartitionKey("plant", 0);
        var grains = silos.Cluster.Silos.Client;
        await grains.GetGrain<IPartitionGrain>(key.ToString()).OpenAsync(Token);
        var owner = Enumerable.Range(0, 2).Single(silo => Directory(silo).TryGet(key, out _));
        Assert.True(Directory(owner).TryGet(key, out var partition));

        var early = await Assert.ThrowsAsync<CutRefusedException>(() => CutAsync(1 - owner));
        Assert.Equal(CutRefusal.Unavailable, early.Refusal);
        Assert.Contains("no definition is in force", early.Message, StringComparison.Ordinal);

        await partition.ApplyDefinitionAsync(PumpPlant.Of(4), 1, Token);
        var near = await CutAsync(owner);
        var far = await CutAsync(1 - owner);
        Assert.Equal(4, far.Assets.Length);
        Assert.Equal(partition.AppliedIndex, far.Positions[0].CommitIndex);
        Assert.Equal(near.Assets.Select(asset => asset.Id), far.Assets.Select(asset => asset.Id));

        // Wherever the plant's grain lives, what it keeps is read everywhere: the store is shared.
        var answer = await grains.GetGrain<IPlantGrain>("plants/plant").TakeCutAsync(new CutRequest([]), Token);
        Assert.Equal((CutRefusal.None, 4), (answer.Refusal, answer.Assets));
        var bytes = await silos.Cluster.On(1 - owner).GetRequiredService<ICutStore>().GetAsync("plant", answer.Hash, Token);
        Assert.Equal(answer.AtNs, CutEncoding.Read(bytes!.Value.Span).AtNs);
    }

    private IPartitionDirectory Directory(int silo) => silos.Cluster.On(silo).GetRequiredService<IPartitionDirectory>();

    private Task<PlantCut> CutAsync(int silo) => silos.Cluster.On(silo).GetRequiredService<PlantCutter>().CutAsync("plant", new CutRequest([]), Token);
}
