using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Aggregates;

/// <summary>A line as other grains know it: answers from the figures of this process.</summary>
internal sealed class LineGrain(PlantFiguresSource figures) : Grain, ILineGrain
{
    /// <inheritdoc/>
    public Task<Aggregate?> GetAggregateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        return Task.FromResult(
            ResourceName.TryParse(key, out var name) && name is { Line: { } line, Asset: null }
                ? figures.Get(name.Plant)?.Lines.GetValueOrDefault(line)
                : throw new ArgumentException($"'{key}' is no line; expected plants/{{plant}}/lines/{{line}}."));
    }
}
