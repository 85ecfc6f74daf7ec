using System.Collections.Immutable;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Tests.Flow.Crews;

public sealed class CrewTests
{
    [Fact]
    public void Request_AllAtWork_ServesByPriorityThenInOrder()
    {
        var (run, crew, claims) = Make("size: 1");
        var first = claims.Request("first");
        var late = claims.Request("late", priority: 2);
        var urgent = claims.Request("urgent", priority: 1);
        var urgentToo = claims.Request("urgent too", priority: 1);
        run.Continue(10);

        foreach (var claim in (ResourceClaim[])[first, urgent, urgentToo, late])
        {
            Assert.Equal(claim.Place, claims.Granted[^1]);
            crew.Release(claim);
        }

        Assert.Equal(4, claims.Granted.Count);
        Assert.Equal(0 + 10 + 10 + 10, run["crew.wait", Monitors.Estimator.Total]);
    }

    [Fact]
    public void Request_NeedsSeveral_IsNotOvertakenByThoseWhoNeedFewer()
    {
        var (_, crew, claims) = Make("size: 2");
        var one = claims.Request("one");
        claims.Request("two", amount: 2);
        claims.Request("another one");

        Assert.Equal(["one"], claims.Granted);
        crew.Release(one);
        Assert.Equal(["one", "two"], claims.Granted);
    }

    [Fact]
    public void Withdraw_FirstOfTheQueue_LetsTheNextOneIn()
    {
        var (_, crew, claims) = Make("size: 2");
        claims.Request("one");
        var two = claims.Request("two", amount: 2);
        claims.Request("another one");

        crew.Withdraw(two);

        Assert.Equal(["one", "another one"], claims.Granted);
        Assert.Equal(ClaimState.None, two.State);
    }

    [Fact]
    public void Set_LargerSize_GrantsAtOnceWithThePresentPace()
    {
        var (run, _, claims) = Make("size: 0, pace: 1.5");
        var claim = claims.Request("a");
        Assert.Empty(claims.Granted);

        run.Instance.Find("crew")!.Set("size", 1);

        Assert.Equal(["a"], claims.Granted);
        Assert.Equal(1.5, claim.Pace);
    }

    [Fact]
    public void Calendar_EndOfShift_JobIsFinishedAndTheNextWaitsForTheNextShift()
    {
        var (run, crew, claims) = Make(
            "size: 1, calendar: shifts", "\n  - {id: shifts, module: shift-calendar, parameters: {shifts: [{from: '00:00', to: '08:00'}, {from: '16:00', to: '24:00'}]}}");
        var first = claims.Request("first");
        claims.Request("second");
        run.Continue(10 * 3_600);

        crew.Release(first);
        Assert.Equal(["first"], claims.Granted);
        run.Continue(16 * 3_600);

        Assert.Equal(["first", "second"], claims.Granted);
        Assert.Equal(16 * 3_600, run["crew.wait", Monitors.Estimator.Maximum]);
        // 8 h on duty and 2 h beyond, then none until 16:00.
        Assert.Equal(10 * 3_600, run["crew.present", Monitors.Estimator.Total]);
        Assert.Equal(1, run["crew.utilisation"]);
    }

    [Fact]
    public void InitializeFrom_Size_IsThePresentOne()
    {
        var lab = FlowLab.Of("modules: [{id: crew, module: crew, parameters: {size: 3}}]");
        var state = new ComponentState(null, 0, ImmutableSortedDictionary<string, double>.Empty.Add("size", 1));
        var run = lab.Run(10, states: [("crew", state)]);

        Assert.Equal(10, run["crew.present", Monitors.Estimator.Total]);
    }

    private static (FlowRun Run, IResourcePool Crew, Claims Claims) Make(string parameters, string more = "")
    {
        var run = new FlowRun(FlowLab.Of($"modules:\n  - {{id: crew, module: crew, parameters: {{{parameters}}}}}{more}").Make());
        run.Instance.Start();
        var crew = (IResourcePool)run.Instance.Find("crew")!;
        return (run, crew, new Claims(crew));
    }
}
