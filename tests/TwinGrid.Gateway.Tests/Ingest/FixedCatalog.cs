using TwinGrid.Contracts.Definitions;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Gateway.Tests.Ingest;

/// <summary>A catalogue of one plant, whose partitions the test opens.</summary>
internal sealed class FixedCatalog(PlantDefinition plant) : IDefinitionCatalog
{
    private readonly DefinitionVersion version = new(plant, 1, [], 0, "test", false);

    public ValueTask<DefinitionVersion?> GetAsync(string plant, ulong version, CancellationToken cancellationToken) =>
        new(plant == this.version.Definition.Id ? this.version : null);

    public ValueTask<IReadOnlyList<DefinitionVersion>> ListAsync(string? plant, CancellationToken cancellationToken) => new([version]);

    public ValueTask<AppliedDefinition?> ApplyAsync(
        PlantDefinition definition, IReadOnlyList<DefinitionFile> files, string by, string? ifHash, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The catalogue is fixed.");

    public ValueTask<bool> RetireAsync(string plant, string? ifHash, CancellationToken cancellationToken) => throw new NotSupportedException("The catalogue is fixed.");

    public Task OpenAllAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
