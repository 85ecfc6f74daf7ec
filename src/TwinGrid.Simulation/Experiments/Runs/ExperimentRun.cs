using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>
/// Which replications a run still needs, and when it has enough. Hands out work in index order, takes results in any order, and looks at whole prefixes only; what was run beyond
/// the prefix that decided is dropped. Thread-safe. Knows nothing of threads, silos or clocks, so that all of them run experiments by the same rules.
/// </summary>
public sealed class ExperimentRun
{
    private readonly Lock gate = new();
    private readonly ExperimentPlan plan;
    private readonly RunRule rule;
    private readonly List<ReplicationResult?>[] results;
    private readonly List<ReplicationResult>[] whole;
    private readonly int[] next;
    private readonly int speculation;
    private int[]? decided;
    private string? failure;

    /// <summary>A run at its beginning.</summary>
    /// <param name="plan">What is run.</param>
    /// <param name="replications">Replications of each arm, instead of the document's rule: what a replay takes from the record of a run that was cut; null = by the rule.</param>
    /// <param name="speculation">Replications of each arm that may be handed out beyond those wanted next, so that workers need not wait for a decision.</param>
    public ExperimentRun(ExperimentPlan plan, IReadOnlyList<int>? replications = null, int speculation = 4)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan;
        this.speculation = speculation;
        rule = replications is null ? RunRule.Of(plan) : new GivenCounts(replications);
        if (replications is null && plan.Document.Budget.Replications is { } budget)
        {
            rule = new BudgetRule(rule, (int)Math.Min(int.MaxValue / 2, budget / plan.Arms.Length / plan.Draws * plan.Draws));
        }

        results = [.. plan.Arms.Select(_ => new List<ReplicationResult?>())];
        whole = [.. plan.Arms.Select(_ => new List<ReplicationResult>())];
        next = new int[plan.Arms.Length];
    }

    /// <summary>Whether nothing more is needed.</summary>
    public bool IsComplete
    {
        get
        {
            lock (gate)
            {
                return decided is not null || failure is not null;
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

    /// <summary>Replications of every arm that are done without a gap; of arms that have left a selection fewer are needed.</summary>
    public int WholeReplications
    {
        get
        {
            lock (gate)
            {
                return SoFar().Max();
            }
        }
    }

    /// <summary>Replications by arm that are wanted for the next decision, or that the run ended with.</summary>
    public IReadOnlyList<int> Wanted
    {
        get
        {
            lock (gate)
            {
                return decided ?? [.. Enumerable.Range(0, whole.Length).Select(rule.Wanted)];
            }
        }
    }

    /// <summary>Replications of all arms together that may be handed out now.</summary>
    public long Remaining
    {
        get
        {
            lock (gate)
            {
                return decided is not null || failure is not null ? 0 : Enumerable.Range(0, next.Length).Sum(arm => Math.Max(0, Limit(arm) - next[arm]));
            }
        }
    }

    /// <summary>The next replication to be run; false when none may be handed out now (all needed ones are, or the run is over).</summary>
    public bool TryTake(out ReplicationTask task)
    {
        lock (gate)
        {
            task = default;
            if (decided is not null || failure is not null)
            {
                return false;
            }

            var arm = -1;
            for (var i = 0; i < next.Length; i++)
            {
                if (next[i] < Limit(i) && (arm < 0 || next[i] < next[arm]))
                {
                    arm = i;
                }
            }

            if (arm < 0)
            {
                return false;
            }

            task = new ReplicationTask(arm, next[arm], next[arm] % plan.Draws);
            next[arm]++;
            return true;
        }
    }

    /// <summary>Takes the result of a replication that was handed out, or that an earlier process finished.</summary>
    public void Report(ReplicationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        lock (gate)
        {
            if (decided is not null || failure is not null)
            {
                return;
            }

            Keep(result);
            try
            {
                if (failure is null && rule.Advance(whole))
                {
                    decided = [.. Enumerable.Range(0, whole.Length).Select(rule.Count)];
                    WasCut = rule is BudgetRule { IsUsedUp: true };
                    failure = Stability.Check(plan, Counted());
                }
            }
            catch (ModelException wrong)
            {
                failure = wrong.Message;
            }
        }
    }

    /// <summary>
    /// Ends the run with the replications that are done without a gap (a budget is used up). False when there are too few to say anything, in which case the run has failed. It may
    /// also turn out to have failed although there are enough: see <see cref="Failure"/>.
    /// </summary>
    public bool Cut()
    {
        lock (gate)
        {
            if (decided is not null || failure is not null)
            {
                return decided is not null;
            }

            var counts = Array.ConvertAll(SoFar(), n => n / plan.Draws * plan.Draws);
            if (counts.Contains(0))
            {
                failure = "the budget was used up before one replication of every arm was done; give it more, or shorten the horizon";
                return false;
            }

            decided = counts;
            WasCut = true;
            failure = Stability.Check(plan, Counted());
            return true;
        }
    }

    /// <summary>Whether <see cref="Cut"/> or the budget of replications ended the run.</summary>
    public bool WasCut { get; private set; }

    /// <summary>The results that count, by arm and in index order; only when the run is complete without failure.</summary>
    public IReadOnlyList<IReadOnlyList<ReplicationResult>> Results()
    {
        lock (gate)
        {
            return decided is null ? throw new InvalidOperationException("The run is not complete.") : Counted();
        }
    }

    /// <summary>The results so far that are whole, by arm, as many for each that is not out of the race: a look at a run that goes on.</summary>
    public IReadOnlyList<IReadOnlyList<ReplicationResult>> Partial()
    {
        lock (gate)
        {
            var counts = SoFar();
            return [.. whole.Select((w, arm) => w.Take(counts[arm]).ToArray())];
        }
    }

    private int[] SoFar() => decided ?? [.. Enumerable.Range(0, whole.Length).Select(arm => rule.CountSoFar(arm, whole))];

    private IReadOnlyList<IReadOnlyList<ReplicationResult>> Counted() => [.. whole.Select((w, arm) => w.Take(decided![arm]).ToArray())];

    private long Limit(int arm) => Math.Min((long)rule.Wanted(arm) + speculation, rule.Most(arm));

    private void Keep(ReplicationResult result)
    {
        var (arm, replication) = (result.Task.Arm, result.Task.Replication);
        var list = results[arm];
        while (list.Count <= replication)
        {
            list.Add(null);
        }

        list[replication] = result;
        next[arm] = Math.Max(next[arm], WithoutGap(arm));
        while (whole[arm].Count < list.Count && list[whole[arm].Count] is { } following)
        {
            // In index order, so that the same failure is told whatever finished first.
            if (following.Failure is not null)
            {
                failure ??= $"arm '{plan.Arms[arm].Name}', replication {whole[arm].Count}: {following.Failure}";
            }

            whole[arm].Add(following);
        }
    }

    /// <summary>Results of an earlier process come before anything is handed out: what they cover without a gap need not be run again.</summary>
    private int WithoutGap(int arm)
    {
        var n = whole[arm].Count;
        while (n < results[arm].Count && results[arm][n] is not null)
        {
            n++;
        }

        return n;
    }
}
