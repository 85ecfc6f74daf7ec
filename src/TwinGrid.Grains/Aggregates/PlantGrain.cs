using Orleans.Concurrency;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Cuts;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Aggregates;

/// <summary>A plant as other grains know it: answers from the figures of this process. Holds nothing itself, so calls may overtake a cut.</summary>
[Reentrant]
internal sealed class PlantGrain(PlantFiguresSource figures, PlantCutter cutter, ICutStore cuts) : Grain, IPlantGrain
{
    /// <inheritdoc/>
    public Task<Aggregate?> GetAggregateAsync(CancellationToken cancellationToken) => Task.FromResult(Figures()?.Plant);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, Aggregate>> GetLinesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Figures()?.Lines ?? new Dictionary<string, Aggregate>());

    /// <inheritdoc/>
    public async Task<CutAnswer> TakeCutAsync(CutRequest request, CancellationToken cancellationToken)
    {
        var plant = PlantId();
        try
        {
            // Encoding and compression compute: not on the grain's turn.
            return await Task.Run(() => TakeAsync(plant, request, cancellationToken), cancellationToken);
        }
        catch (CutRefusedException exception)
        {
            return new CutAnswer { Refusal = exception.Refusal, Message = exception.Message };
        }
    }

    private async Task<CutAnswer> TakeAsync(string plant, CutRequest request, CancellationToken cancellationToken)
    {
        PlantCut cut = await cutter.CutAsync(plant, request, cancellationToken);
        try
        {
            return new CutAnswer { Hash = await cuts.PutAsync(cut, cancellationToken), AtNs = cut.AtNs, Assets = cut.Assets.Length };
        }
        catch (ArgumentException exception)
        {
            throw new CutRefusedException(CutRefusal.TooLarge, exception.Message);
        }
    }

    private PlantFigures? Figures() => figures.Get(PlantId());

    private string PlantId()
    {
        var key = this.GetPrimaryKeyString();
        return ResourceName.TryParse(key, out var name) && name is { Line: null, Asset: null }
            ? name.Plant
            : throw new ArgumentException($"'{key}' is no plant; expected plants/{{plant}}.");
    }
}
