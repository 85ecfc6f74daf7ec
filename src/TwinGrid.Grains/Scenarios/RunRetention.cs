using TwinGrid.Contracts.Scenarios;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Lets old runs of a plant go when there are more than may be kept, with the cuts that only they used.</summary>
internal sealed class RunRetention(RunStore store, ICutStore cuts, ScenarioOptions options)
{
    /// <summary>Brings a plant's runs down to the bound.</summary>
    public async Task TrimAsync(string plant, CancellationToken cancellationToken)
    {
        var over = (await store.ListAsync(plant, cancellationToken)).Where(run => run.IsOver).OrderBy(run => run.Id, StringComparer.Ordinal).ToList();
        foreach (var old in over.Take(Math.Max(0, over.Count - options.KeptRuns)))
        {
            await DeleteAsync(old, cancellationToken);
        }
    }

    /// <summary>Removes a run, and its cut unless another run starts from it.</summary>
    public async Task DeleteAsync(RunDocument run, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(run.Plant, run.Id, cancellationToken);
        if (run.CutHash.Length > 0 && !(await store.ListAsync(run.Plant, cancellationToken)).Any(other => other.CutHash == run.CutHash))
        {
            await cuts.DeleteAsync(run.Plant, run.CutHash, cancellationToken);
        }
    }
}
