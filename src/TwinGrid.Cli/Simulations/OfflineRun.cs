using System.Globalization;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Cli.Simulations;

/// <summary>A run in this process that is over.</summary>
/// <param name="Plan">What was run.</param>
/// <param name="Results">Replications that count, by arm and in index order.</param>
/// <param name="Answer">What they say.</param>
/// <param name="Record">What is needed to run the same again.</param>
/// <param name="Seconds">Time on the wall.</param>
internal sealed record OfflineRun(
    ExperimentPlan Plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> Results, ExperimentAnswer Answer, RunRecord Record, double Seconds)
{
    /// <summary>Timers end soon after; a longer budget is looked at each <see cref="LongBudgetLook"/> from then on.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private static readonly TimeSpan LongBudgetLook = TimeSpan.FromHours(1);

    /// <summary>Runs an experiment until its own rule or its budget ends it, and shows how far it is.</summary>
    /// <param name="console">Where progress is shown.</param>
    /// <param name="source">The experiment.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="replications">Replications of each arm in place of the document's rule; null = by the rule.</param>
    /// <param name="cancellation">Ends it without an answer.</param>
    /// <exception cref="CliException">The model is wrong, or turns out not to work.</exception>
    public static async Task<OfflineRun> ExecuteAsync(
        CliConsole console, ExperimentSource source, int workers, IReadOnlyList<int>? replications, CancellationToken cancellation)
    {
        var plan = source.Compile();
        var started = console.Clock.GetTimestamp();
        var run = new ExperimentRun(plan, replications);
        using var spent = new CancellationTokenSource();
        var wasCutByClock = false;
        using var budget = replications is null && plan.Document.Budget.WallClock is { } limit
            ? AtEndOf(limit, console.Clock, () =>
            {
                wasCutByClock |= !run.IsComplete;
                Spend(run, spent);
            })
            : null;
        var progress = new OfflineProgress(plan, run, console.Clock);
        IReadOnlyList<IReadOnlyList<ReplicationResult>>? points = null;
        var work = Task.Factory.StartNew(
            () =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(spent.Token, cancellation);
                ExperimentExecutor.Execute(plan, run, workers, progress.Add, either.Token);
                points = run.Failure is null && plan.Sensitivity is not null && replications is null ? SensitivityExecutor.Execute(plan, workers, progress.AddPoint, either.Token) : null;
            },
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await ProgressBoard.ShowAsync(console, plan.Document.Name, progress.Look, work);
        }
        catch (OperationCanceledException) when (spent.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The budget is used up; what is done by then counts.
        }
        catch (ModelException wrong)
        {
            throw new CliException($"error: {wrong.Message}");
        }

        if (run.Failure is { } failure)
        {
            throw new CliException($"error: {failure}");
        }

        var answer = ExperimentAnalysis.Analyse(plan, run.Results(), points);
        answer = answer with { Warnings = [.. answer.Warnings, .. Notes(source, run, wasCutByClock, plan.Sensitivity is not null && points is null && spent.IsCancellationRequested)] };
        var record = RunRecord.Of(plan, source.DefinitionHash, run.Results(), run.WasCut) with { Overrides = source.Overrides };
        return new OfflineRun(plan, run.Results(), answer, record, console.Clock.GetElapsedTime(started).TotalSeconds);
    }

    private static ITimer AtEndOf(TimeSpan limit, TimeProvider clock, Action end)
    {
        var started = clock.GetTimestamp();
        return limit <= LongestTimer
            ? clock.CreateTimer(_ => end(), null, limit, Timeout.InfiniteTimeSpan)
            : clock.CreateTimer(
                _ =>
                {
                    if (clock.GetElapsedTime(started) >= limit)
                    {
                        end();
                    }
                },
                null, LongestTimer, LongBudgetLook);
    }

    private static void Spend(ExperimentRun run, CancellationTokenSource spent)
    {
        run.Cut();
        try
        {
            spent.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was over at the same time.
        }
    }

    private static IEnumerable<string> Notes(ExperimentSource source, ExperimentRun run, bool wasCutByClock, bool lacksSensitivity)
    {
        if (source.StartsElsewhere is { } note)
        {
            yield return note;
        }

        var limit = source.Document.Budget.WallClock?.TotalSeconds;
        if (run.WasCut)
        {
            var budget = wasCutByClock ? string.Create(CultureInfo.InvariantCulture, $"{limit} s") : string.Create(CultureInfo.InvariantCulture, $"{source.Document.Budget.Replications} replications");
            yield return $"the budget of {budget} ended the run before its own rule did: intervals are wider than asked for";
        }

        if (lacksSensitivity)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the sensitivity analysis was left out: the budget of {limit} s was used up");
        }
    }
}
