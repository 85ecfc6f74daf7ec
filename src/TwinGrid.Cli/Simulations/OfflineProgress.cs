using TwinGrid.Cli.Answers;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Kernel;
using TwinGrid.V1;

namespace TwinGrid.Cli.Simulations;

/// <summary>How far a run in this process is. Replications are told by any thread; one looks.</summary>
internal sealed class OfflineProgress(ExperimentPlan plan, ExperimentRun run, TimeProvider clock)
{
    /// <summary>Intervals are computed anew at most this often, and for at most this share of the time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private const int Share = 20;

    private readonly long started = clock.GetTimestamp();
    private readonly int[] done = new int[plan.Arms.Length];
    private IReadOnlyList<IntervalNow> intervals = [];
    private TimeSpan nextIntervals;
    private int whole;
    private long events;
    private int points;

    /// <summary>Takes note of a replication.</summary>
    public void Add(ReplicationResult result)
    {
        Interlocked.Increment(ref done[result.Task.Arm]);
        Interlocked.Add(ref events, result.Events);
    }

    /// <summary>Takes note of a point of the sensitivity analysis.</summary>
    public void AddPoint() => Interlocked.Increment(ref points);

    /// <summary>The present state.</summary>
    public RunProgress Look()
    {
        var elapsed = clock.GetElapsedTime(started);
        var wanted = run.Wanted;
        var progress = new RunProgress
        {
            Arms = { plan.Arms.Select((arm, i) => new ArmProgress { Arm = arm.Name, Done = (uint)Volatile.Read(ref done[i]), Needed = (uint)Math.Max(wanted[i], done[i]) }) },
            WholeReplications = (uint)run.WholeReplications,
            Events = (ulong)Volatile.Read(ref events),
            ElapsedSeconds = elapsed.TotalSeconds,
            Points = (uint)(plan.Sensitivity?.Count ?? 0),
            PointsDone = (uint)Volatile.Read(ref points),
            Intervals = { Intervals(elapsed) },
        };
        var all = progress.Arms.Sum(a => (double)a.Needed) + progress.Points;
        var ready = progress.Arms.Sum(a => (double)a.Done) + progress.PointsDone;
        progress.RemainingSeconds = ready > 0 ? elapsed.TotalSeconds * (all - ready) / ready : double.NaN;
        return progress;
    }

    private IReadOnlyList<IntervalNow> Intervals(TimeSpan elapsed)
    {
        // A single long run has nothing to tell before its end.
        if (elapsed < nextIntervals || plan.Document.UsesBatchMeans || run.IsComplete)
        {
            return intervals;
        }

        var partial = run.Partial();
        var n = partial.Min(arm => arm.Count);
        if (n < 2 || n == whole)
        {
            return intervals;
        }

        whole = n;
        try
        {
            intervals = [.. AnswerMessage.Intervals(ExperimentAnalysis.Analyse(plan, partial))];
        }
        catch (ModelException)
        {
            // What does not work is told by the run itself.
        }

        var now = clock.GetElapsedTime(started);
        nextIntervals = now + Interval + Share * (now - elapsed);
        return intervals;
    }
}
