using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Hindcasts;

/// <summary>Compares a run that is over with what has happened since, and keeps that with its answer.</summary>
internal sealed class RunVerifier(RunStore store, RunReplications replications, HindcastTaker taker)
{
    /// <summary>See <see cref="IRuns.VerifyAsync"/>.</summary>
    public async Task<RunDocument> VerifyAsync(string plant, string run, CancellationToken cancellationToken)
    {
        var name = RunName.Of(plant, run);
        var document = (await store.GetAsync(plant, run, cancellationToken))?.Document ?? throw new RunRefusedException(RunRefusal.NotFound, $"There is no run '{run}'.", name);
        if (await store.GetResultAsync(plant, run, cancellationToken) is not { } result)
        {
            throw new RunRefusedException(RunRefusal.WrongState, $"Run '{run}' has no answer to compare: it is {document.Phase.ToString().ToLowerInvariant()}.", name);
        }

        var ready = await replications.PrepareAsync(document, cancellationToken);
        var endNs = HindcastTaker.EndNs(document, ready) ?? throw new RunRefusedException(
            RunRefusal.WrongState,
            document.CutAtNs == 0
                ? $"Run '{run}' does not start from the plant's state, so that nothing that happened in the plant can be compared with it."
                : $"No KPI of run '{run}' says how the plant observes it; give kpis an 'observed'.",
            name);
        if (!taker.IsDue(document, ready))
        {
            throw new RunRefusedException(RunRefusal.WrongState, $"What run '{run}' forecasts will have happened at {Nanoseconds.ToDateTimeOffset(endNs):O}.", name);
        }

        var results = (await replications.ReadAsync(document, ready, result.Record.Actual, cancellationToken)).Arms;
        await store.PutResultAsync(document, result with { Hindcast = await taker.TakeAsync(document, ready, results, cancellationToken) }, cancellationToken);
        return document;
    }
}
