using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Model.Samples;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Hindcasts;

namespace TwinGrid.Grains.Hindcasts;

/// <summary>Compares what a run forecast with what then happened, once that time is over.</summary>
internal sealed class HindcastTaker(PlantObserver observer, TimeProvider clock)
{
    /// <summary>When what a run forecasts will have happened, ns since 1970 UTC; null = its KPIs are not observed, or it does not start from the plant's state.</summary>
    public static long? EndNs(RunDocument run, PreparedRun prepared) => run.CutAtNs == 0 || prepared.Observations is not { Kpis.IsEmpty: false }
        ? null
        : run.CutAtNs + NanosecondsOf(prepared.Plan.Document.HorizonSeconds);

    /// <summary>Whether there is something to compare with, and has happened.</summary>
    public bool IsDue(RunDocument run, PreparedRun prepared) => EndNs(run, prepared) <= Nanoseconds.Now(clock);

    /// <summary>The comparison of a run that is due. When the plant's history can't be read now, it has a note and no KPIs.</summary>
    public async Task<HindcastResult> TakeAsync(
        RunDocument run, PreparedRun prepared, IReadOnlyList<IReadOnlyList<ReplicationResult>> results, CancellationToken cancellationToken)
    {
        try
        {
            return await CompareAsync(run, prepared, results, cancellationToken);
        }
        catch (ObservationUnavailableException exception)
        {
            var (fromNs, untilNs) = StretchOf(run, prepared);
            return new HindcastResult(fromNs, untilNs, Nanoseconds.Now(clock), [], [$"what happened can't be read now: {exception.Message}"]);
        }
    }

    private async Task<HindcastResult> CompareAsync(
        RunDocument run, PreparedRun prepared, IReadOnlyList<IReadOnlyList<ReplicationResult>> results, CancellationToken cancellationToken)
    {
        var (fromNs, untilNs) = StretchOf(run, prepared);
        var observations = prepared.Observations!;
        var figures = await observer.ObserveAsync(run.Plant, [.. observations.Kpis.SelectMany(kpi => kpi.Signals)], fromNs, untilNs, cancellationToken);
        var byKpi = new List<IReadOnlyList<SignalFigure>>();
        var next = 0;
        foreach (var kpi in observations.Kpis)
        {
            byKpi.Add([.. figures.Skip(next).Take(kpi.Signals.Length)]);
            next += kpi.Signals.Length;
        }

        var answers = Hindcast.Compare(prepared.Plan, results, observations, byKpi);
        return new HindcastResult(fromNs, untilNs, Nanoseconds.Now(clock), [.. answers.Select(Map)], []);
    }

    private static (long FromNs, long UntilNs) StretchOf(RunDocument run, PreparedRun prepared)
    {
        var document = prepared.Plan.Document;
        return (run.CutAtNs + NanosecondsOf(document.WarmUp.Seconds), run.CutAtNs + NanosecondsOf(document.HorizonSeconds));
    }

    private static long NanosecondsOf(double seconds) => (long)Math.Min(seconds * Nanoseconds.PerSecond, long.MaxValue / 4);

    private static HindcastFinding Map(HindcastAnswer answer) => new()
    {
        Kpi = answer.Kpi,
        Unit = answer.Unit,
        Arm = answer.Arm,
        Observed = answer.Observed,
        KnownShare = answer.KnownShare,
        Mean = answer.Mean,
        Error = answer.Error,
        Lower = answer.Lower,
        Upper = answer.Upper,
        Level = answer.Level,
        PValue = answer.PValue,
        Score = answer.Score,
        N = answer.N,
        Notes = answer.Notes,
    };
}
