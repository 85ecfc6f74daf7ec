using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.History;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;

namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>A catalogue of the one plant, which opens its partition as the silo would, without a silo.</summary>
internal sealed class BenchCatalog(
    BenchPlantOptions plant,
    IPartitionDirectory directory,
    ILogStore log,
    ISnapshotStore snapshots,
    HistoryProjections history,
    PartitionOptions options,
    TimeProvider clock,
    ILogger<BenchCatalog> logger) : IDefinitionCatalog, IAsyncDisposable
{
    private readonly DefinitionVersion version = new(BenchPlant.Create(plant.Assets), 1, [], 0, "benchmark", false);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Partition? partition;

    /// <summary>Completes when the partition serves.</summary>
    public Task Opened => opened.Task;

    public async Task OpenAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            var services = new PartitionServices(log, snapshots, plant.WithHistory ? history : null, options, clock, logger);
            partition = await Partition.OpenAsync(new PartitionKey(version.Definition.Id, 0), services, cancellationToken);
            await partition.ApplyDefinitionAsync(version.Definition, 1, cancellationToken);
            directory.Add(partition);
            opened.SetResult();
        }
        catch (Exception e)
        {
            opened.SetException(e);
            throw;
        }
    }

    public ValueTask<DefinitionVersion?> GetAsync(string plant, ulong version, CancellationToken cancellationToken) =>
        new(plant == this.version.Definition.Id ? this.version : null);

    public ValueTask<IReadOnlyList<DefinitionVersion>> ListAsync(string? plant, CancellationToken cancellationToken) => new([version]);

    public ValueTask<AppliedDefinition?> ApplyAsync(
        PlantDefinition definition, IReadOnlyList<DefinitionFile> files, string by, string? ifHash, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The benchmark's plant is fixed.");

    public ValueTask<bool> RetireAsync(string plant, string? ifHash, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The benchmark's plant is fixed.");

    public ValueTask DisposeAsync() => partition?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>What a child serves.</summary>
/// <param name="Assets">Assets of the plant.</param>
/// <param name="WithHistory">Whether the history index follows the log.</param>
internal sealed record BenchPlantOptions(int Assets, bool WithHistory);
