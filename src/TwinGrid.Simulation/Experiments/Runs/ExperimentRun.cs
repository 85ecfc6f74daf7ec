using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>
/// Which replications a run still needs, and when it has enough. Hands out work in index order, takes results in any order, and looks at whole prefixes only; what was run beyond
/// the prefix that decided is dropped. Thread-safe. Knows nothing of threads, silos or clocks, so that all of them run experiments by the same rules.
/// </summary>
public sealed class ExperimentRun
{
    private readonly Lock gate = new();
    private readonly ExperimentPlan plan;
    private readonly ReplicationSchedule schedule;
    private readonly List<ReplicationResult?>[] results;
    private readonly int[] whole;
    private readonly int speculation;
    private int look;
    private int decided = -1;
    private int nextArm;
    private int nextReplication;
    private string? failure;

    /// <summary>A run at its beginning.</summary>
    /// <param name="plan">What is run.</param>
    /// <param name="replications">Replications of each arm, instead of the document's rule: what a replay takes from the record; null = by the rule.</param>
    /// <param name="speculation">Replications of each arm that may be handed out beyond the next look, so that workers need not wait for it.</param>
    public ExperimentRun(ExperimentPlan plan, int? replications = null, int speculation = 4)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan;
        this.speculation = speculation;
        schedule = new ReplicationSchedule(replications is { } n ? Model.Scenarios.ReplicationPlan.Fixed(n) : plan.Document.Replications, replications is null ? plan.Draws : 1);
        results = [.. plan.Arms.Select(_ => new List<ReplicationResult?>())];
        whole = new int[plan.Arms.Length];
        look = schedule.First;
    }

    /// <summary>Raised, outside the lock, after a look that did not end the run: replications of each arm so far.</summary>
    public event Action<int>? Looked;

    /// <summary>Whether nothing more is needed.</summary>
    public bool IsComplete
    {
        get
        {
            lock (gate)
            {
                return decided >= 0 || failure is not null;
            }
        }
    }

    /// <summary>Why the run failed; null when it did not.</summary>
    public string? Failure
    {
        get
        {
            lock (gate)
            {
                return failure;
            }
        }
    }

    /// <summary>Replications of every arm that are done without a gap.</summary>
    public int WholeReplications
    {
        get
        {
            lock (gate)
            {
                return whole.Min();
            }
        }
    }

    /// <summary>The next replication to be run; false when none may be handed out now (all needed ones are, or the run is over).</summary>
    public bool TryTake(out ReplicationTask task)
    {
        lock (gate)
        {
            task = default;
            var limit = Math.Min((long)look + speculation, schedule.Last);
            if (decided >= 0 || failure is not null || nextReplication >= limit)
            {
                return false;
            }

            task = new ReplicationTask(nextArm, nextReplication, nextReplication % plan.Draws);
            if (++nextArm == plan.Arms.Length)
            {
                nextArm = 0;
                nextReplication++;
            }

            return true;
        }
    }

    /// <summary>Takes the result of a replication that was handed out.</summary>
    public void Report(ReplicationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var looked = -1;
        lock (gate)
        {
            if (decided >= 0 || failure is not null)
            {
                return;
            }

            Keep(result);
            while (decided < 0 && failure is null && whole.Min() >= look)
            {
                looked = look;
                Look();
            }
        }

        if (looked >= 0)
        {
            Looked?.Invoke(looked);
        }
    }

    /// <summary>Ends the run with the replications that are done without a gap (a budget is used up). False when there are too few to say anything, in which case the run has failed.</summary>
    public bool Cut()
    {
        lock (gate)
        {
            if (decided >= 0 || failure is not null)
            {
                return decided >= 0;
            }

            var n = whole.Min() / plan.Draws * plan.Draws;
            if (n == 0)
            {
                failure = "the budget was used up before one replication of every arm was done; give it more, or shorten the horizon";
                return false;
            }

            decided = n;
            return true;
        }
    }

    /// <summary>The results that count, by arm and in index order; only when the run is complete without failure.</summary>
    public IReadOnlyList<IReadOnlyList<ReplicationResult>> Results()
    {
        lock (gate)
        {
            return decided < 0
                ? throw new InvalidOperationException("The run is not complete.")
                : [.. results.Select(r => r.Take(decided).Select(x => x!).ToArray())];
        }
    }

    /// <summary>The results so far that are whole, by arm: a look at a run that goes on.</summary>
    public IReadOnlyList<IReadOnlyList<ReplicationResult>> Partial()
    {
        lock (gate)
        {
            var n = decided >= 0 ? decided : whole.Min();
            return [.. results.Select(r => r.Take(n).Select(x => x!).ToArray())];
        }
    }

    private void Keep(ReplicationResult result)
    {
        var (arm, replication) = (result.Task.Arm, result.Task.Replication);
        var list = results[arm];
        while (list.Count <= replication)
        {
            list.Add(null);
        }

        list[replication] = result;
        while (whole[arm] < list.Count && list[whole[arm]] is { } next)
        {
            // In index order, so that the same failure is told whatever finished first.
            if (next.Failure is not null)
            {
                failure ??= $"arm '{plan.Arms[arm].Name}', replication {whole[arm]}: {next.Failure}";
            }

            whole[arm]++;
        }
    }

    private void Look()
    {
        var prefix = results.Select(r => (IReadOnlyList<ReplicationResult>)[.. r.Take(look).Select(x => x!)]).ToArray();
        if (look >= schedule.Last || StoppingRule.IsSatisfied(plan, prefix))
        {
            decided = look;
        }
        else
        {
            look = schedule.Next(look);
        }
    }
}
