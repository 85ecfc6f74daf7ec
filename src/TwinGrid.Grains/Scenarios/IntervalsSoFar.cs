using TwinGrid.Contracts.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Runs;

namespace TwinGrid.Grains.Scenarios;

/// <summary>The intervals of a run that goes on, for whoever watches it: taken anew at the most once a second, when there are more whole replications. A long run has none on the way.</summary>
internal sealed class IntervalsSoFar(ExperimentPlan plan, ExperimentRun run, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private long takenAt = clock.GetTimestamp();
    private int taken;

    /// <summary>As they were taken last; the same list until they are taken anew.</summary>
    public IReadOnlyList<IntervalNow> Now { get; private set; } = [];

    /// <summary>Takes them anew when it is time.</summary>
    public async Task UpdateAsync()
    {
        var whole = run.WholeReplications;
        if (whole == taken || plan.Document.UsesBatchMeans || clock.GetElapsedTime(takenAt) < Between)
        {
            return;
        }

        taken = whole;
        takenAt = clock.GetTimestamp();
        try
        {
            Now = AnswerMapper.Intervals(await Task.Run(() => ExperimentAnalysis.Analyse(plan, run.Partial())));
        }
#pragma warning disable CA1031 // A look on the way: what is wrong for good is told at the end, and must not keep replications from being kept.
        catch (Exception)
#pragma warning restore CA1031
        {
            Now = [];
        }

        takenAt = clock.GetTimestamp();
    }
}
