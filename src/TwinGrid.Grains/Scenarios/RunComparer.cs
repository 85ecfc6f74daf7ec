using System.Globalization;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Puts runs side by side. Runs of one seed share random numbers, replication by replication, so their differences are paired.</summary>
internal sealed class RunComparer(RunStore store)
{
    private sealed record Entry(RunDocument Run, RunResult Result, RunRecord Record);

    /// <summary>See <see cref="IRuns.CompareAsync"/>.</summary>
    public async Task<RunsSideBySide> CompareAsync(string plant, IReadOnlyList<string> runs, CancellationToken cancellationToken)
    {
        var entries = new List<Entry>();
        foreach (var run in runs)
        {
            entries.Add(await ReadAsync(plant, run, cancellationToken));
        }

        var rows = entries.SelectMany(entry => entry.Result.Arms.SelectMany(arm => arm.Kpis.Select(kpi => (kpi.Kpi, kpi.Unit, arm.Name)))).Distinct();
        return new RunsSideBySide(
            [.. entries.Select(entry => entry.Run)],
            [.. MadeOfAll(entries).Where(one => one.Values.Distinct(StringComparer.Ordinal).Count() > 1)],
            [.. rows.Select(row => Row(entries, row.Kpi, row.Unit, row.Name)).Where(row => row.Estimates.Count(estimate => estimate is not null) > 1)]);
    }

    private async Task<Entry> ReadAsync(string plant, string run, CancellationToken cancellationToken)
    {
        var name = RunName.Of(plant, run);
        var document = (await store.GetAsync(plant, run, cancellationToken))?.Document ?? throw new RunRefusedException(RunRefusal.NotFound, $"There is no run '{run}'.", name);
        return await store.GetResultAsync(plant, run, cancellationToken) is { } result && await store.GetRecordAsync(plant, run, cancellationToken) is { } record
            ? new Entry(document, result, record)
            : throw new RunRefusedException(RunRefusal.WrongState, $"Run '{run}' has no answer to compare: it is {document.Phase.ToString().ToLowerInvariant()}.", name);
    }

    private static IEnumerable<MadeOf> MadeOfAll(List<Entry> entries) =>
    [
        Of(entries, "document", entry => entry.Run.DocumentHash),
        Of(entries, "definition", entry => entry.Run.DefinitionHash),
        Of(entries, "cut", entry => entry.Run.CutHash),
        Of(entries, "modules", entry => string.Join(", ", entry.Result.Record.Modules)),
        Of(entries, "engine", entry => entry.Result.Record.Engine),
        Of(entries, "host", entry => entry.Result.Record.Host),
        Of(entries, "seed", entry => entry.Run.Seed.ToString(CultureInfo.InvariantCulture)),
        Of(entries, "replications", entry => string.Join(", ", entry.Result.Record.Actual)),
    ];

    private static MadeOf Of(List<Entry> entries, string what, Func<Entry, string> value) => new(what, [.. entries.Select(value)]);

    private static SideBySideRow Row(List<Entry> entries, string kpi, string unit, string arm)
    {
        var first = entries.FindIndex(entry => Find(entry, kpi, unit, arm) is not null);
        return new SideBySideRow(
            kpi,
            unit,
            arm,
            [.. entries.Select(entry => Find(entry, kpi, unit, arm)?.Estimate)],
            [.. entries.Select((entry, i) => i == first || Find(entry, kpi, unit, arm) is null ? null : Difference(entry, entries[first], kpi, arm))]);
    }

    private static KpiResult? Find(Entry entry, string kpi, string unit, string arm) =>
        entry.Result.Arms.FirstOrDefault(one => one.Name == arm)?.Kpis.FirstOrDefault(one => one.Kpi == kpi && one.Unit == unit);

    private static EstimateResult? Difference(Entry entry, Entry first, string kpi, string arm)
    {
        return RunsCompared.Difference(entry.Record, first.Record, arm, (IndexOf(entry, kpi), IndexOf(first, kpi)), first.Result.Level) is { } difference
            ? new EstimateResult(
                difference.Mean, difference.StandardDeviation, difference.StandardError, difference.HalfWidth, difference.Lower, difference.Upper, difference.Level, difference.N,
                difference.Method, difference.Notes)
            : null;
    }

    private static int IndexOf(Entry entry, string kpi) => entry.Result.Arms[0].Kpis.ToList().FindIndex(one => one.Kpi == kpi);
}
