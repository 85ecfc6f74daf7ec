using TwinGrid.Contracts.Scenarios;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Prepared runs of this silo, so that who drives a run and who runs its replications build its models once. Bounded; the longest unused goes.</summary>
internal sealed class PreparedRuns(RunStore store, RunPreparation preparation)
{
    private const int Kept = 32;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, Task<PreparedRun> Run)> order = [];

    /// <summary>Keeps one that was prepared here.</summary>
    public void Add(string plant, string run, PreparedRun prepared) => Put($"{plant}/{run}", Task.FromResult(prepared));

    /// <summary>A run, prepared anew where it is not at hand.</summary>
    /// <exception cref="RunRefusedException">What it was made of is gone or has become wrong.</exception>
    /// <exception cref="InvalidDataException">It gives another plan than it did: the engine or a module is another.</exception>
    public async Task<PreparedRun> GetAsync(RunDocument run, CancellationToken cancellationToken)
    {
        var key = $"{run.Plant}/{run.Id}";
        if (Find(key) is { IsFaulted: false, IsCanceled: false } known)
        {
            return await known.WaitAsync(cancellationToken);
        }

        // Not the caller's token: others may wait for the same.
        var preparing = Task.Run(() => PrepareAsync(run), CancellationToken.None);
        Put(key, preparing);
        return await preparing.WaitAsync(cancellationToken);
    }

    private async Task<PreparedRun> PrepareAsync(RunDocument run)
    {
        var order = await store.GetOrderAsync(run.Plant, run.Id, CancellationToken.None);
        var prepared = await preparation.PrepareAsync(order, RunPins.Of(run), CancellationToken.None);
        if (prepared.Plan.Document.Hash != run.DocumentHash || prepared.DefinitionHash != run.DefinitionHash)
        {
            throw new InvalidDataException($"Run '{run.Id}' of plant '{run.Plant}' was prepared otherwise when it was started: its documents or the definition are read differently here.");
        }

        var modules = RunRecord.ModulesOf(prepared.Plan);
        return run.Modules.Count == 0 || run.Modules.SequenceEqual(modules)
            ? prepared
            : throw new InvalidDataException(
                $"Run '{run.Id}' of plant '{run.Plant}' was started with other modules than there are here: {string.Join(", ", run.Modules.Except(modules))} instead of {string.Join(", ", modules.Except(run.Modules))}.");
    }

    private Task<PreparedRun>? Find(string key)
    {
        lock (gate)
        {
            for (var node = order.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    order.Remove(node);
                    order.AddFirst(node);
                    return node.Value.Run;
                }
            }

            return null;
        }
    }

    private void Put(string key, Task<PreparedRun> run)
    {
        lock (gate)
        {
            for (var node = order.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    order.Remove(node);
                    break;
                }
            }

            order.AddFirst((key, run));
            if (order.Count > Kept)
            {
                order.RemoveLast();
            }
        }
    }
}
