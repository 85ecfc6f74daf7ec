using System.Globalization;
using System.Text;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Model.Samples;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Reports;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Makes the report of a run from the replications that were kept; the first one of each arm is run once more, for its Gantt chart.</summary>
internal sealed class RunReporter(RunReplications replications)
{
    /// <summary>The page.</summary>
    /// <param name="run">A run with an answer.</param>
    /// <param name="record">Its record.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RunRefusedException">What it was made of is gone.</exception>
    public async Task<ReadOnlyMemory<byte>> HtmlAsync(RunDocument run, RunRecord record, CancellationToken cancellationToken)
    {
        var ready = await replications.PrepareAsync(run, cancellationToken);
        var (arms, points) = await replications.ReadAsync(run, ready, record.Replications, cancellationToken);
        return await BackgroundThread.RunAsync<ReadOnlyMemory<byte>>("report", () =>
        {
            var answer = ExperimentAnalysis.Analyse(ready.Plan, arms, points);
            var content = new ReportContent(ready.Plan, WithGantt(ready, arms, cancellationToken), answer, record) { Origin = Origin(run), Seconds = Seconds(run) };
            return Encoding.UTF8.GetBytes(ExperimentReport.Html(content));
        });
    }

    private static IReadOnlyList<IReadOnlyList<ReplicationResult>> WithGantt(
        PreparedRun ready, IReadOnlyList<IReadOnlyList<ReplicationResult>> arms, CancellationToken cancellationToken)
    {
        var runner = new ReplicationRunner(ready.Plan);
        return [.. arms.Select(arm => arm.Count == 0 ? arm : [With(arm[0], runner.Run(arm[0].Task, cancellationToken)), .. arm.Skip(1)])];
    }

    /// <summary>A chart of something else than what was answered would mislead: it is left out where this host does not do the same.</summary>
    private static ReplicationResult With(ReplicationResult kept, ReplicationResult again) => kept.Digest == again.Digest ? kept with { Gantt = again.Gantt } : kept;

    private static string Origin(RunDocument run)
    {
        var from = run.CutAtNs == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", from the plant as it was at {Nanoseconds.ToDateTimeOffset(run.CutAtNs):u}");
        return string.Create(CultureInfo.InvariantCulture, $"run {run.Id} of plant {run.Plant}, {Nanoseconds.ToDateTimeOffset(run.CreatedAtNs):u}{from}");
    }

    private static double Seconds(RunDocument run) => run.StartedAtNs == 0 ? double.NaN : (run.EndedAtNs - run.StartedAtNs) / (double)Nanoseconds.PerSecond;
}
