using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Statistics.Laws;
using TwinGrid.Simulation.Tests.Statistics;

namespace TwinGrid.Simulation.Tests.LiveStart;

/// <summary>
/// Intervals of runs that start live hold the exact value as often as they say. A filler with parts before it and none to come serves one in 30 s, exponentially and so whatever the
/// part in work has behind it: in 180 s it makes the smaller of a Poisson number of mean 6 and of what is there.
/// </summary>
public sealed class LiveStartCoverageTests
{
    private const double PartsMade = 6;

    [Fact]
    public void Interval_StateKnown_HoldsTheExactMean() => Coverage.IsNominal("69", "intervals of runs that start live, state known", seed => Interval(seed, LivePlant.Map), Made(8));

    [Fact]
    public void Interval_StateUncertain_HoldsTheExactMeanOverStates()
    {
        const string Map = """
                live:
                  - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle, Aborted: down}}
                  - {state: infeed.level, signal: bottles, standardDeviation: 2}
            """;

        // The level is the nearest whole number of a Gaussian of 7 and 2, within 0 and 20.
        double Cumulated(int level) => level < 0 ? 0 : level >= 20 ? 1 : NormalLaw.Cdf((level + 0.5 - 7) / 2);
        var exact = Enumerable.Range(0, 21).Sum(level => (Cumulated(level) - Cumulated(level - 1)) * Made(level + 1));
        Coverage.IsNominal("69", "intervals of runs that start live, state uncertain", seed => Interval(seed, Map), exact);
    }

    private static (double Lower, double Upper) Interval(int seed, string map)
    {
        var production = new CutProduction { State = StateClass.Running, PhaseSinceNs = LivePlant.At - (12 * Nanoseconds.PerSecond), LastUnitNs = LivePlant.At - (12 * Nanoseconds.PerSecond) };
        var (plan, plant) = LivePlant.Plan(map, document => document with
        {
            Seed = (ulong)seed, HorizonSeconds = 180, Arms = [document.Arms[0]], Replications = ReplicationPlan.Fixed(30),
        });
        var start = LiveStarter.Read(plan, plant, LivePlant.Cut(production, ("state", 6, 1), ("bottles", 7, 1)), "hash").Start!;
        var started = plan.StartingFrom(start);
        var run = new ExperimentRun(started);
        ExperimentExecutor.Execute(started, run, 1, null, TestContext.Current.CancellationToken);
        var estimate = ExperimentAnalysis.Analyse(started, run.Results()).Arms[0].Kpis[0].Estimate;
        return (estimate.Lower, estimate.Upper);
    }

    /// <summary>Mean of the smaller of a Poisson number and a bound: the sum of the probabilities that it is at least 1, 2, ..., the bound.</summary>
    private static double Made(int atMost)
    {
        var (sum, below, probability) = (0.0, 0.0, Math.Exp(-PartsMade));
        for (var k = 1; k <= atMost; k++)
        {
            below += probability;
            probability *= PartsMade / k;
            sum += 1 - below;
        }

        return sum;
    }
}
