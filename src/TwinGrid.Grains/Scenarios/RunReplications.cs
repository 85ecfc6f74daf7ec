using TwinGrid.Contracts.Scenarios;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Grains.Scenarios;

/// <summary>What is kept of a run's replications, and the plan that they were run by.</summary>
internal sealed class RunReplications(RunStore store, PreparedRuns prepared)
{
    /// <summary>A run's plan.</summary>
    /// <exception cref="RunRefusedException">What it was made of is gone, or gives another plan now.</exception>
    public async Task<PreparedRun> PrepareAsync(RunDocument run, CancellationToken cancellationToken)
    {
        try
        {
            return await prepared.GetAsync(run, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new RunRefusedException(RunRefusal.WrongState, exception.Message, RunName.Of(run.Plant, run.Id));
        }
    }

    /// <summary>The replications that an answer rests on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="ready">Its plan.</param>
    /// <param name="counts">How many count, by arm.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>By arm and in index order; and those of the sensitivity analysis by point, null when there is none or it was not finished.</returns>
    public async Task<(IReadOnlyList<IReadOnlyList<ReplicationResult>> Arms, IReadOnlyList<IReadOnlyList<ReplicationResult>>? Points)> ReadAsync(
        RunDocument run, PreparedRun ready, IReadOnlyList<int> counts, CancellationToken cancellationToken)
    {
        var points = new SensitivityRun(ready.Plan.Sensitivity);
        var arms = counts.Select(_ => new SortedDictionary<int, ReplicationResult>()).ToArray();
        await foreach (var one in store.ReadPartsAsync(run.Plant, run.Id, cancellationToken))
        {
            if (points.Owns(one.Task))
            {
                points.Report(one);
            }
            else if (one.Task.Arm < arms.Length && one.Task.Replication < counts[one.Task.Arm])
            {
                arms[one.Task.Arm][one.Task.Replication] = one;
            }
        }

        return ([.. arms.Select(arm => arm.Values.ToArray())], points.IsComplete ? points.Results() : null);
    }
}
