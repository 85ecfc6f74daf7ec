using Microsoft.Extensions.Time.Testing;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Modules;
using TwinGrid.Testing.Models;
using Xunit;

namespace TwinGrid.Grains.Tests.Scenarios;

public sealed class WorkPlanTests
{
    [Fact]
    public void Hand_SeveralSilos_SharesAndGoesOnInIndexOrder()
    {
        var (plan, run) = Make(replications: 20);
        var first = plan.Hand("a", wanted: 100, silos: 2);

        // 40 replications for two silos: a quarter at a time, so that both end together.
        Assert.Equal(10 * 3, first.Length);
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 1, 0], first.Take(9));
        Assert.Equal(7 * 3, plan.Hand("b", wanted: 100, silos: 2).Length);
        Assert.Equal(2 * 3, plan.Hand("b", wanted: 2, silos: 2).Length);
        Assert.Empty(plan.Hand("b", wanted: 0, silos: 2));
        Assert.Equal(21, run.Remaining);
        Assert.Equal(21 * 3, plan.Hand("c", wanted: 100, silos: 1).Length);
    }

    [Fact]
    public void Lose_SiloWithWork_OthersDoItFirst()
    {
        var (plan, _) = Make(replications: 20);
        plan.Hand("a", wanted: 4, silos: 1);
        plan.Hand("b", wanted: 2, silos: 1);
        Assert.True(plan.Return(new ReplicationTask(1, 0, 0)));
        Assert.False(plan.Return(new ReplicationTask(1, 0, 0)));

        Assert.Equal(3, plan.Lose("a"));

        Assert.Equal([0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 3, 0], plan.Hand("b", wanted: 4, silos: 1));
        Assert.Equal(0, plan.Lose("a"));
    }

    [Fact]
    public void DropSilent_SilosThatAreGoneOrQuiet_AreTakenOff()
    {
        var clock = new FakeTimeProvider();
        var crews = new CrewList(clock, TimeSpan.FromSeconds(10));
        crews.Hear("a");
        crews.Hear("b");
        crews.Hear("c");
        Assert.Equal(["c"], crews.DropSilent(["a", "b"]));
        clock.Advance(TimeSpan.FromSeconds(8));
        crews.Hear("a");
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["b"], crews.DropSilent(["a", "b"]));
        Assert.Equal(1, crews.Count);
        Assert.Null(crews.WhyNobody(["a", "b"]));
        crews.Exclude("a", "it has no module 'x'");
        Assert.Equal("no silo can run it: it has no module 'x'", crews.WhyNobody(["a", "b"]));
        Assert.Contains("waits for a silo", crews.WhyNobody(["b"]), StringComparison.Ordinal);
    }

    private static (WorkPlan Plan, ExperimentRun Run) Make(int replications)
    {
        var order = Orders.TwoArms(replications.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var document = ScenarioReader.Read([.. order.Files.Select(file => (file.Path, file.Content))]).Documents[0];
        var plan = ExperimentCompiler.Compile(document, null, ModuleCatalog.Empty.With(new TestStation()), StartState.Empty).Plan!;
        var run = new ExperimentRun(plan);
        return (new WorkPlan(run, new SensitivityRun(null)), run);
    }
}
