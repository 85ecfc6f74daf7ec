using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Hindcasts;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// One run while it goes on. Everything that it needs to go on elsewhere is in the store; silos that work for it call it again and again, and so
/// wake it elsewhere when its own silo dies. Two activations at a time are harmless: the store takes the head of one of them only.
/// </summary>
[Reentrant]
internal sealed class ScenarioGrain(
    RunStore store, PreparedRuns prepared, HindcastTaker hindcasts, ScenarioOptions options, ISiloStatusOracle silos, TimeProvider clock, ILogger<ScenarioGrain> logger)
    : Grain, IScenarioGrain, IRunDriverGrain
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WorkWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(10);

    /// <summary>What a start takes at the most, from the run's id to its head.</summary>
    private static readonly TimeSpan StartTakes = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, long> asked = new(StringComparer.Ordinal);
    private Task? opening;
    private RunDriver? driver;
    private RunDocument? over;
    private IGrainTimer? timer;
    private string plant = "";
    private string run = "";

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (plant, run) = RunName.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<RunMessage?> GetAsync(long afterRevision, TimeSpan wait, CancellationToken cancellationToken)
    {
        await OpenAsync();
        if (driver is { IsOver: false } going && going.Document.Revision <= afterRevision && wait > TimeSpan.Zero)
        {
            await going.Changed.WaitAsync(wait < MostWait ? wait : MostWait, clock, cancellationToken);
        }

        return Message();
    }

    /// <inheritdoc/>
    public async Task<RunMessage?> CancelAsync(bool discard, CancellationToken cancellationToken)
    {
        await OpenAsync();
        if (driver is { } going)
        {
            await going.CancelAsync(discard);
            LetGoWhenOver();
        }

        return Message();
    }

    /// <inheritdoc/>
    public async Task<WorkAnswer> ExchangeAsync(WorkReport report, CancellationToken cancellationToken)
    {
        await OpenAsync();
        if (driver is not { } going)
        {
            return new WorkAnswer(true, []);
        }

        var answer = going.Exchange(report);
        if (answer.IsOver)
        {
            // Nothing more is needed: no waiting for the next tick.
            timer?.Change(TimeSpan.Zero, Period);
        }
        else if (answer.Tasks.Length == 0 && report.Wanted > 0)
        {
            await going.Work.WaitAsync(WorkWait, clock, cancellationToken);
            answer = going.Exchange(report with { Results = [] });
        }

        return answer;
    }

    private RunMessage? Message() => (driver?.Document ?? over) is { } document ? new RunMessage(RunJson.Write(document)) : null;

    /// <summary>Reads the run, once; what failed is tried again at the next call.</summary>
    private async Task OpenAsync()
    {
        if (opening is null or { IsFaulted: true })
        {
            opening = LoadAsync();
        }

        await opening;
    }

    private async Task LoadAsync()
    {
        if (await store.GetAsync(plant, run, CancellationToken.None) is not { } stored)
        {
            await ForgetUnlessNewAsync();
            DeactivateOnIdle();
            return;
        }

        if (stored.Document.IsOver)
        {
            // Its last save may have ended before it was taken off the active ones.
            await store.ForgetActiveAsync(plant, run, CancellationToken.None);
            over = stored.Document;
            DeactivateOnIdle();
            return;
        }

        try
        {
            var plan = await prepared.GetAsync(stored.Document, CancellationToken.None);
            driver = await RunDriver.OpenAsync(stored, plan, store, hindcasts, options, clock, CancellationToken.None);
        }
        catch (Exception exception) when (exception is RunRefusedException { Refusal: not RunRefusal.Unavailable } or InvalidDataException)
        {
            ScenarioLog.CannotGoOn(logger, exception, plant, run);
            over = await FailAsync(stored, exception.Message);
            return;
        }

        timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Period) { KeepAlive = true, Interleave = true });
    }

    /// <summary>A start that ended half-way left a run without a head; one that was asked for just now may still get it.</summary>
    private async Task ForgetUnlessNewAsync()
    {
        if (RunIds.MadeAt(run) is not { } madeAt || clock.GetUtcNow() - madeAt > StartTakes)
        {
            await store.ForgetActiveAsync(plant, run, CancellationToken.None);
        }
    }

    private async Task<RunDocument> FailAsync(RunStore.StoredRun stored, string message)
    {
        var failed = stored.Document with
        {
            Phase = RunPhase.Failed, Error = message, EndedAtNs = Model.Samples.Nanoseconds.Now(clock), Revision = stored.Document.Revision + 1,
        };
        return (await store.SaveAsync(stored, failed, CancellationToken.None))?.Document ?? failed;
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(silo => silo.ToParsableString()).ToHashSet(StringComparer.Ordinal);
            await driver!.TickAsync(active);
            AskForCrews(active);
            LetGoWhenOver();
        }
#pragma warning disable CA1031 // Told here; the next tick tries again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ScenarioLog.TickFailed(logger, exception, plant, run);
        }
    }

    /// <summary>Asks every silo that is up to work for the run: again and again while it neither does nor has told that it can't.</summary>
    private void AskForCrews(HashSet<string> active)
    {
        foreach (var silo in active)
        {
            if (driver is { IsOver: false } going && !going.IsKnown(silo) && !(asked.TryGetValue(silo, out var at) && clock.GetElapsedTime(at) < options.SilentAfter))
            {
                asked[silo] = clock.GetTimestamp();
                _ = AskAsync(silo);
            }
        }
    }

    private async Task AskAsync(string silo)
    {
        try
        {
            await GrainFactory.GetGrain<IReplicationCrewGrain>(silo).JoinAsync(plant, run);
        }
#pragma warning disable CA1031 // A silo that does not answer is asked again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ScenarioLog.SiloDidNotJoin(logger, exception, silo, plant, run);
            asked.Remove(silo);
        }
    }

    private void LetGoWhenOver()
    {
        if (driver is not { IsOver: true } done)
        {
            return;
        }

        timer?.Dispose();
        timer = null;
        over = done.Document;
        opening = done.IsDisplaced ? null : opening;
        driver = null;
        DeactivateOnIdle();
    }
}
