using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Hindcasts;
using TwinGrid.Model.Samples;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;

namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// Drives one run to its end: hands replications out, takes them in, keeps what is finished, and makes the answer. Knows nothing of grains. Calls
/// come one at a time, and may come while an earlier one waits for the store.
/// </summary>
internal sealed class RunDriver
{
    /// <summary>Replications beyond the next look that may be under way, so that nobody waits for it.</summary>
    private const int Speculation = 16;

    /// <summary>Results that are kept at once, whenever there are so many.</summary>
    private const int MostUnkept = 4_096;

    private readonly RunStore store;
    private readonly PreparedRun prepared;
    private readonly ExperimentRun run;
    private readonly SensitivityRun points;
    private readonly WorkPlan work;
    private readonly CrewList crews;
    private readonly IntervalsSoFar intervals;
    private readonly HindcastTaker hindcasts;
    private readonly ScenarioOptions options;
    private readonly TimeProvider clock;
    private readonly Guid writer = Guid.NewGuid();
    private readonly SemaphoreSlim saving = new(1, 1);
    private readonly HashSet<int>[] known;
    private List<ReplicationResult> unkept = [];
    private RunStore.StoredRun stored;
    private long events;
    private int parts;
    private long keptAt;
    private bool isEnding;
    private bool isCut;

    private RunDriver(RunStore.StoredRun stored, PreparedRun prepared, RunStore store, HindcastTaker hindcasts, ScenarioOptions options, TimeProvider clock)
    {
        this.stored = stored;
        this.prepared = prepared;
        this.store = store;
        this.hindcasts = hindcasts;
        this.options = options;
        this.clock = clock;
        var given = stored.Document.FixedReplications;
        run = new ExperimentRun(prepared.Plan, given.Count > 0 ? given : null, Speculation);
        points = new SensitivityRun(prepared.Plan.Sensitivity);
        work = new WorkPlan(run, points);
        known = [.. prepared.Plan.Arms.Select(_ => new HashSet<int>())];
        crews = new CrewList(clock, options.SilentAfter);
        intervals = new IntervalsSoFar(prepared.Plan, run, clock);
        keptAt = clock.GetTimestamp();

        // Whoever waits for a revision of a driver that died must see this one's as newer.
        Document = stored.Document with { Revision = stored.Document.Revision + (1 << 20) };
    }

    /// <summary>The run as it is now.</summary>
    public RunDocument Document { get; private set; }

    /// <summary>Another one drives the run: this one has given way.</summary>
    public bool IsDisplaced { get; private set; }

    /// <summary>Nothing is left to do.</summary>
    public bool IsOver => IsDisplaced || Document.IsOver;

    /// <summary>Whether a silo takes part, or has told that it can't.</summary>
    public bool IsKnown(string silo) => crews.IsKnown(silo);

    /// <summary>There may be work again, or the run is over.</summary>
    public Signal Work { get; } = new();

    /// <summary>The document has changed.</summary>
    public Signal Changed { get; } = new();

    /// <summary>Opens a run, with the replications that were kept before.</summary>
    public static async Task<RunDriver> OpenAsync(
        RunStore.StoredRun stored, PreparedRun prepared, RunStore store, HindcastTaker hindcasts, ScenarioOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var driver = new RunDriver(stored, prepared, store, hindcasts, options, clock);
        await foreach (var result in store.ReadPartsAsync(stored.Document.Plant, stored.Document.Id, cancellationToken))
        {
            driver.Take(result);
        }

        if (driver.Document.WasCut)
        {
            // The driver before this one had cut it, and died before it had the answer.
            driver.Cut();
        }

        return driver;
    }

    /// <summary>A silo reports; it is told what to do next.</summary>
    public WorkAnswer Exchange(WorkReport report)
    {
        if (IsOver || isEnding || report.Host != Document.Host)
        {
            return new WorkAnswer(true, []);
        }

        if (report.Failure is { } failure)
        {
            crews.Exclude(report.Silo, failure, report.IsReplicationFailure);
            work.Lose(report.Silo);
            Work.Set();
            return new WorkAnswer(true, []);
        }

        crews.Hear(report.Silo);
        foreach (var result in report.Results.Length == 0 ? [] : ReplicationCodec.Read(report.Results))
        {
            // What a silo that was given up brings after all counts when nobody else did it yet.
            work.Return(result.Task);
            if (Take(result))
            {
                unkept.Add(result);
            }
        }

        if (report.Results.Length > 0)
        {
            Work.Set();
        }

        var tasks = work.Hand(report.Silo, report.Wanted, crews.Count);
        if (tasks.Length > 0 && Document.StartedAtNs == 0)
        {
            Publish(Document with { Phase = RunPhase.Running, StartedAtNs = Nanoseconds.Now(clock) });
        }

        return new WorkAnswer(IsComplete, tasks);
    }

    /// <summary>A few times a second: silent silos, deadlines, what is to be kept, how far it is, and the end.</summary>
    /// <param name="active">Silos that are up.</param>
    public async Task TickAsync(IReadOnlyCollection<string> active)
    {
        if (IsOver || isEnding)
        {
            return;
        }

        foreach (var silo in crews.DropSilent(active))
        {
            work.Lose(silo);
            Work.Set();
        }

        if (!IsComplete && (IsBeyond(Document.DeadlineNs) || IsBeyond(WallClockEndNs())))
        {
            Cut();
        }

        if (IsComplete)
        {
            await EndAsync();
            return;
        }

        if (crews.WhyAllFailed(active) is { } fault)
        {
            await FinishAsync(Document with { Phase = RunPhase.Failed, Error = fault });
            return;
        }

        if (crews.WhyNobody(active) is { } reason && reason != Document.Error)
        {
            Publish(Document with { Error = reason });
        }

        await intervals.UpdateAsync();
        if (IsOver || isEnding)
        {
            return;
        }

        PublishProgress();
        if (unkept.Count >= MostUnkept || (unkept.Count > 0 && clock.GetElapsedTime(keptAt) >= options.KeepEvery))
        {
            await KeepAsync();
        }
    }

    /// <summary>Ends it: with what it has, or without an answer.</summary>
    public async Task CancelAsync(bool discard)
    {
        if (IsOver || isEnding)
        {
            return;
        }

        if (!discard && Cut())
        {
            await EndAsync();
            return;
        }

        await FinishAsync(Document with { Phase = RunPhase.Cancelled, Error = "" });
    }

    /// <summary>Ends it with what is done by now; false when that is too little.</summary>
    private bool Cut()
    {
        isCut = run.Cut();
        Document = Document with { WasCut = isCut || Document.WasCut };
        return isCut;
    }

    private bool Take(ReplicationResult result)
    {
        // One that was run twice is the same bit for bit.
        if (points.Owns(result.Task))
        {
            return points.Report(result);
        }

        if (result.Task.Arm >= known.Length || run.IsComplete || !known[result.Task.Arm].Add(result.Task.Replication))
        {
            return false;
        }

        run.Report(result);
        events += result.Events;
        return true;
    }

    /// <summary>Nothing more is needed. A run that was cut goes without the rest of its sensitivity analysis.</summary>
    private bool IsComplete => run.Failure is not null || (run.IsComplete && (isCut || points.IsComplete));

    private async Task EndAsync()
    {
        isEnding = true;
        try
        {
            await AnswerAsync();
        }
        finally
        {
            // What the store did not take is tried again at the next tick.
            isEnding = false;
        }
    }

    private async Task AnswerAsync()
    {
        if ((run.Failure ?? points.Failure) is { } failure)
        {
            await FinishAsync(Document with { Phase = RunPhase.Failed, Error = failure });
            return;
        }

        var document = Document;
        RunResult result;
        RunRecord record;
        try
        {
            (result, record) = await Task.Run(() => Analyse(document));
        }
#pragma warning disable CA1031 // It rests on the replications alone: the next attempt would end as this one did.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await FinishAsync(Document with { Phase = RunPhase.Failed, Error = $"no answer could be made of the replications: {exception.Message}" });
            return;
        }

        if (!await KeepAsync())
        {
            return;
        }

        if (hindcasts.IsDue(document, prepared))
        {
            result = result with { Hindcast = await hindcasts.TakeAsync(document, prepared, run.Results(), CancellationToken.None) };
        }

        await store.PutResultAsync(Document, result, record, CancellationToken.None);
        var difference = document.ReplayOf.Length == 0 ? "" : await CompareAsync();
        PublishProgress();
        await FinishAsync(Document with { Phase = RunPhase.Succeeded, Error = "", FirstDifference = difference, Verdict = RunVerdict.Of(result), WasCut = Document.WasCut || run.WasCut });
    }

    private (RunResult Result, RunRecord Record) Analyse(RunDocument document)
    {
        var results = run.Results();
        var record = RunRecord.Of(prepared.Plan, prepared.DefinitionHash, results, document.WasCut || run.WasCut);
        var answer = ExperimentAnalysis.Analyse(prepared.Plan, results, points.IsComplete ? points.Results() : null);
        if (!points.IsComplete)
        {
            answer = answer with { Warnings = [.. answer.Warnings, "the sensitivity analysis was left out: the run was ended before it was done"] };
        }

        return (AnswerMapper.Map(answer, record), record);
    }

    private async Task<string> CompareAsync()
    {
        var before = await store.GetRecordAsync(Document.Plant, Document.ReplayOf, CancellationToken.None);
        return before is null
            ? $"the record of run '{Document.ReplayOf}' is gone"
            : ReplayCheck.MadeOfOther(before, prepared.Plan, prepared.DefinitionHash) ?? ReplayCheck.FirstDifference(before, prepared.Plan, run.Results()) ?? "";
    }

    private async Task FinishAsync(RunDocument document)
    {
        var ended = document with { EndedAtNs = Nanoseconds.Now(clock), Revision = document.Revision + 1 };
        isEnding = true;
        try
        {
            if (await SaveAsync(ended))
            {
                ScenarioMetrics.Ended(ended.Phase.ToString().ToLowerInvariant());
                Changed.Set();
                Work.Set();
            }
        }
        finally
        {
            isEnding = false;
        }
    }

    /// <summary>Keeps what is finished; false when another one drives the run.</summary>
    private async Task<bool> KeepAsync()
    {
        keptAt = clock.GetTimestamp();
        if (unkept.Count > 0)
        {
            var keeping = unkept;
            unkept = [];
            try
            {
                await store.PutPartAsync(Document.Plant, Document.Id, writer, parts++, keeping, CancellationToken.None);
            }
            catch
            {
                unkept.InsertRange(0, keeping);
                throw;
            }
        }

        return await SaveAsync();
    }

    /// <summary>Saves the run as it is, or as it ended; false when it was over already, or another one drives it.</summary>
    private async Task<bool> SaveAsync(RunDocument? ended = null)
    {
        await saving.WaitAsync();
        try
        {
            // Whoever waited here while the run ended must not bring it back to life.
            if (IsOver)
            {
                return false;
            }

            if (await store.SaveAsync(stored, ended ?? Document, CancellationToken.None) is { } saved)
            {
                stored = saved;
                Document = ended ?? Document;
                return true;
            }
        }
        finally
        {
            saving.Release();
        }

        IsDisplaced = true;
        Work.Set();
        Changed.Set();
        return false;
    }

    private void PublishProgress()
    {
        var elapsed = Document.StartedAtNs == 0 ? 0 : (Nanoseconds.Now(clock) - Document.StartedAtNs) / (double)Nanoseconds.PerSecond;
        int[] done = [.. known.Select(arm => arm.Count)];
        var (needed, whole, silos) = (run.Wanted, run.WholeReplications, crews.Count);
        var before = Document.Progress;
        if (points.Progress.Done == before.PointsDone && needed.SequenceEqual(before.Needed) && done.SequenceEqual(before.Done) && silos == before.Silos && ReferenceEquals(intervals.Now, before.Intervals))
        {
            return;
        }

        var share = (double)(done.Sum() + points.Progress.Done) / Math.Max(1, needed.Sum() + points.Progress.Of);
        Publish(Document with
        {
            Error = silos > 0 ? "" : Document.Error,
            Progress = new RunProgress
            {
                Done = done,
                Whole = whole,
                Needed = needed,
                Events = events,
                PointsDone = points.Progress.Done,
                Points = points.Progress.Of,
                Silos = silos,
                ElapsedSeconds = elapsed,
                RemainingSeconds = share > 0 ? Math.Max(0, elapsed / Math.Min(1, share) - elapsed) : double.NaN,
                Intervals = intervals.Now,
            },
        });
    }

    private void Publish(RunDocument document)
    {
        Document = document with { Revision = Document.Revision + 1 };
        Changed.Set();
    }

    /// <summary>A replay repeats what was run, however long that takes.</summary>
    private long WallClockEndNs() => Document.FixedReplications.Count == 0 && prepared.Plan.Document.Budget.WallClock is { } most && Document.StartedAtNs != 0 ? Document.StartedAtNs + Nanoseconds.From(most) : 0;

    private bool IsBeyond(long instantNs) => instantNs != 0 && Nanoseconds.Now(clock) >= instantNs;
}
