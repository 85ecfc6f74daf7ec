using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Aggregates;

/// <summary>A plant as other grains know it: answers from the figures of this process.</summary>
internal sealed class PlantGrain(PlantFiguresSource figures) : Grain, IPlantGrain
{
    /// <inheritdoc/>
    public Task<Aggregate?> GetAggregateAsync(CancellationToken cancellationToken) => Task.FromResult(Figures()?.Plant);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Aggregate>> GetLinesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Figures()?.Lines ?? new Dictionary<string, Aggregate>());

    private PlantFigures? Figures()
    {
        var key = this.GetPrimaryKeyString();
        return ResourceName.TryParse(key, out var name) && name is { Line: null, Asset: null }
            ? figures.Get(name.Plant)
            : throw new ArgumentException($"'{key}' is no plant; expected plants/{{plant}}.");
    }
}
