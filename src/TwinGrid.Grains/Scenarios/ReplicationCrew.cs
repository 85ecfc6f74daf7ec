using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using TwinGrid.Contracts.Scenarios;

namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// Works for runs on this silo: fetches replications from who drives the run, gives them to the pool, and brings results back, until the run is over.
/// A driver that does not answer is asked again: that wakes it elsewhere when its silo died.
/// </summary>
internal sealed class ReplicationCrew(
    IGrainFactory grains,
    ILocalSiloDetails silo,
    RunStore store,
    PreparedRuns prepared,
    WorkerPool pool,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<ReplicationCrew> logger)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan BeforeAskingAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MostBeforeAskingAgain = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<string, Task> runs = new(StringComparer.Ordinal);

    /// <summary>Works for a run until it is over; nothing happens when it does already.</summary>
    public void Join(string plant, string run) =>
        runs.GetOrAdd(RunName.Of(plant, run), name => Task.Run(() => WorkAsync(name, plant, run, lifetime.ApplicationStopping)));

    private async Task WorkAsync(string name, string plant, string run, CancellationToken stopping)
    {
        try
        {
            if (await PrepareAsync(name, plant, run, stopping) is { } plan)
            {
                using var job = new RunJob(plan.Plan, clock);
                pool.Add(job);
                try
                {
                    await WorkAsync(name, plant, run, job, stopping);
                }
                finally
                {
                    pool.Remove(job);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The silo stops: others go on.
        }
#pragma warning disable CA1031 // Told here: nobody awaits the work.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ScenarioLog.CannotWork(logger, exception, plant, run);
        }
        finally
        {
            runs.TryRemove(name, out _);
        }
    }

    private async Task<PreparedRun?> PrepareAsync(string name, string plant, string run, CancellationToken stopping)
    {
        for (var pause = BeforeAskingAgain; ; pause = pause < MostBeforeAskingAgain ? 2 * pause : MostBeforeAskingAgain)
        {
            try
            {
                return await store.GetAsync(plant, run, stopping) is { Document: { IsOver: false } document } && document.Host == SiloHost.Current
                    ? await prepared.GetAsync(document, stopping)
                    : null;
            }
            catch (Exception exception) when (exception is RunRefusedException { Refusal: not RunRefusal.Unavailable } or InvalidDataException)
            {
                ScenarioLog.CannotWork(logger, exception, plant, run);
                await ExchangeAsync(name, plant, run, new WorkReport(Silo, SiloHost.Current, [], 0, exception.Message), stopping);
                return null;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                // A store that does not answer now may answer later, and nobody else would come back to it.
                ScenarioLog.CannotWorkYet(logger, exception, plant, run);
                await Task.Delay(pause, clock, stopping);
            }
        }
    }

    private async Task WorkAsync(string name, string plant, string run, RunJob job, CancellationToken stopping)
    {
        while (true)
        {
            var results = job.Take();
            var report = new WorkReport(
                Silo,
                SiloHost.Current,
                results.Count == 0 ? [] : ReplicationCodec.Write(results),
                job.Wanted(pool.Workers),
                job.Failure?.Message,
                job.Failure is not null);
            var answer = await ExchangeAsync(name, plant, run, report, stopping);
            if (answer.IsOver)
            {
                return;
            }

            job.Add(answer.Tasks);
            pool.Wake(answer.Tasks.Length / 3);
            if (job.IsBusy)
            {
                // A moment more, so that quick replications travel together. Who has nothing to do waits at the driver.
                await job.WaitAsync(Heartbeat, stopping);
                await Task.Delay(Gather, clock, stopping);
            }
        }
    }

    private string Silo => silo.SiloAddress.ToParsableString();

    private async Task<WorkAnswer> ExchangeAsync(string name, string plant, string run, WorkReport report, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await grains.GetGrain<IRunDriverGrain>(name).ExchangeAsync(report, stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                ScenarioLog.DriverSilent(logger, exception, plant, run);
                await Task.Delay(BeforeAskingAgain, clock, stopping);
            }
        }
    }
}
