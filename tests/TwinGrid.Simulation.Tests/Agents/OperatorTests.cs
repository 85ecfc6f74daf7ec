using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Tests.Flow;

namespace TwinGrid.Simulation.Tests.Agents;

/// <summary>Groups of people against closed forms and by hand.</summary>
public sealed class OperatorTests
{
    /// <summary>Machine repair with a finite source, N = 4, λ = 0.1, μ = 1: a repair of mean 0.5 s that takes them twice as long is one of mean 1 s.</summary>
    [Fact]
    public void Repair_PaceTwo_IsTheFiniteSourceQueue()
    {
        var lab = FlowLab.Of(
            """
            modules:
              - {id: people, module: operator, parameters: {size: 1, skills: {repair: 2}}}
              - {id: machines, module: machine, parameters: {servers: 4, timeToFailure: {exponential: {mean: 10s}}, timeToRepair: {exponential: {mean: 0.5s}}, failureClock: calendar, crew: people}}
            """);

        var estimates = Batches.Of(lab, 2_000, 40, 200, 11, "machines.availability", "people.utilisation", "machines.downTime");

        estimates[0].AssertAgrees(0.8833420, 0.02);
        estimates[1].AssertAgrees(0.3533368, 0.05);
        estimates[2].AssertAgrees(1.3206442, 0.05);
    }

    /// <summary>N = 10, λ = 0.05, μ = 0.5, two repairmen, and one with two hands.</summary>
    [Theory]
    [InlineData("size: 2")]
    [InlineData("size: 1, capacity: 2")]
    public void Repair_TwoAtOnce_IsTheFiniteSourceQueue(string people)
    {
        var lab = FlowLab.Of(
            $$$"""
            modules:
              - {id: people, module: operator, parameters: { {{{people}}} } }
              - {id: machines, module: machine, parameters: {servers: 10, timeToFailure: {exponential: {mean: 20s}}, timeToRepair: {exponential: {mean: 2s}}, failureClock: calendar, crew: people} }
            """);

        var estimates = Batches.Of(lab, 3_000, 40, 200, 12, "machines.availability", "people.utilisation", "people.queue");

        estimates[0].AssertAgrees(0.8961362, 0.02);
        estimates[1].AssertAgrees(0.4480681, 0.05);
        estimates[2].AssertAgrees(0.1425016, 0.25);
    }

    [Fact]
    public void Reaction_IsAddedToDownTime()
    {
        var run = Lab("reaction: 2s", "timeToRepair: 3s").Run(1_500);

        Assert.Equal(5, run["machine.downTime"], 1e-9);
        Assert.Equal(10.0 / 15, run["machine.availability"], 1e-9);
        Assert.Equal(5.0 / 15, run["people.utilisation"], 1e-9);
        Assert.Equal(2, run["people.reaction"], 1e-9);
        Assert.Equal(3, run["people.work"], 1e-9);
        Assert.Equal(0, run["people.wait"], 1e-9);
        Assert.Equal(100, run["people.tasks", Estimator.Total]);
    }

    /// <summary>The number of attempts is geometric: mean 1/(1 - p), variance p/(1 - p)².</summary>
    [Fact]
    public void Errors_MakeWorkLongerByTheGeometricLaw()
    {
        const double P = 0.25;
        var run = Lab("errorProbability: 0.25", "timeToRepair: 3s").Run(140_000);
        var n = run["people.tasks", Estimator.Total];

        Assert.InRange(n, 9_000, 11_000);
        var error = 4 * Math.Sqrt(P / ((1 - P) * (1 - P)) / n);
        Assert.InRange(run["machine.downTime"] / 3, (1 / (1 - P)) - error, (1 / (1 - P)) + error);

        // All attempts but one of each repair; those of the last one are counted when it begins.
        var repeats = (run["people.work", Estimator.Total] / 3) - n;
        Assert.InRange(run["people.errors", Estimator.Total], repeats - 1e-6, repeats + 10);
    }

    /// <summary>Eight hours a day with an onset of four: fatigue rises to 4 h, and its mean over the shift is (4 h)²/2 in 8 h = 1 h.</summary>
    [Fact]
    public void Fatigue_IsTheIntegralOverTheShift()
    {
        var run = FlowLab.Of(
            """
            modules:
              - {id: shifts, module: shift-calendar, parameters: {shifts: [{from: "06:00", to: "14:00"}]}}
              - {id: people, module: operator, parameters: {size: 3, calendar: shifts, fatigue: {onset: 4h, recovery: 0.5}}}
            """).Run(5 * 86_400);

        Assert.Equal(3_600, run["people.fatigue"], 1e-6);
        Assert.Equal(3 * 5 * 8 * 3_600, run["people.attendance"], 1e-6);
        Assert.Equal(0, run["people.overtime"], 1e-6);
    }

    /// <summary>Recovery of half an hour an hour: after 16 h off none of 8 h is left, after 4 h off six hours are.</summary>
    [Fact]
    public void Fatigue_ShortNight_IsNotSleptOff()
    {
        var run = FlowLab.Of(
            """
            modules:
              - {id: shifts, module: shift-calendar, parameters: {shifts: [{from: "06:00", to: "14:00"}, {from: "18:00", to: "22:00"}]}}
              - {id: people, module: operator, parameters: {calendar: shifts, fatigue: {onset: 4h, recovery: 0.5}}}
            """).Run(86_400);

        // 4² / 2 in the morning; from 6 - 4 = 2 h to 6 h in the evening.
        Assert.Equal((8 + ((36.0 - 4) / 2)) / 12 * 3_600, run["people.fatigue"], 1e-6);
    }

    [Fact]
    public void Fatigue_SlowsWorkAndRaisesErrors()
    {
        const string Fatigue = "fatigue: {onset: 4h, pace: 0.1 '/h', error: 0.05 '/h'}";
        var run = Lab(Fatigue, "timeToRepair: 1000s", "6h").Run(24_000);
        var attempts = run["people.errors", Estimator.Total] + 1;

        // Two hours beyond the onset.
        Assert.Equal(1_200 * attempts, run["machine.downTime"], 1e-6);

        var errors = 0.0;
        for (var replication = 0; replication < 400; replication++)
        {
            errors += Math.Min(1, Lab(Fatigue, "timeToRepair: 1s", "6h").Run(21_700, replication: replication)["people.errors", Estimator.Total]);
        }

        Assert.InRange(errors / 400, 0.1 - (4 * Math.Sqrt(0.09 / 400)), 0.1 + (4 * Math.Sqrt(0.09 / 400)));
    }

    [Theory]
    [InlineData("priority", "a@0 c@10 d@13 b@18")]
    [InlineData("fifo", "a@0 b@10 c@16 d@19")]
    [InlineData("lifo", "a@0 d@10 c@15 b@18")]
    [InlineData("spt", "a@0 c@10 d@13 b@18")]
    [InlineData("lpt", "a@0 b@10 d@16 c@21")]
    [InlineData("edd", "a@0 d@10 b@15 c@21")]
    [InlineData("cr", "a@0 d@10 b@15 c@21")]
    [InlineData("expression, expression: dueIn - work", "a@0 d@10 b@15 c@21")]
    [InlineData("expression, expression: -waiting", "a@0 b@10 c@16 d@19")]
    [InlineData("expression, expression: amount * priority", "a@0 c@10 d@13 b@18")]
    public void Dispatch_Rule_ServesInItsOrder(string rule, string expected)
    {
        var (run, claims) = People($"dispatch: {rule}");
        claims.Add(0, "a", 10);
        claims.Add(1, "b", 6, priority: 3, dueSeconds: 50);
        claims.Add(2, "c", 3, priority: 1, dueSeconds: 90);
        claims.Add(3, "d", 5, priority: 2, dueSeconds: 20);
        run.Continue(100);

        Assert.Equal(expected, string.Join(' ', claims.Log));
    }

    [Fact]
    public void Claim_OfSeveral_IsNotOvertaken()
    {
        var (run, claims) = People("size: 2");
        claims.Add(0, "a", 10);
        claims.Add(1, "both", 2, amount: 2);
        claims.Add(2, "c", 1);
        run.Continue(100);

        Assert.Equal("a@0 both@10 c@12", string.Join(' ', claims.Log));
        Assert.Equal((10 + 4 + 1) / 200.0, run["people.utilisation"], 1e-9);
    }

    [Fact]
    public void Withdraw_WaitingOrReacting_FreesPeople()
    {
        var (run, claims) = People("reaction: 5s");
        var pool = (Simulation.Flow.Crews.IResourcePool)run.Instance.Find("people")!;
        var first = claims.Add(0, "a", 10);
        var second = claims.Add(0, "b", 10);
        claims.Add(0, "c", 10);
        run.Continue(3);

        pool.Withdraw(second);
        pool.Withdraw(first);
        run.Continue(100);

        Assert.Equal("c@8", string.Join(' ', claims.Log));
        Assert.Equal(3.0 + 15, run["people.busy", Estimator.Total], 1e-9);
    }

    [Fact]
    public void Release_NotGranted_IsNothing()
    {
        var (run, claims) = People("size: 1");
        var claim = claims.Add(5, "a", 1);
        var pool = (Simulation.Flow.Crews.IResourcePool)run.Instance.Find("people")!;

        pool.Release(claim);
        pool.Withdraw(claim);
        run.Continue(10);

        Assert.Equal("a@5", Assert.Single(claims.Log));
    }

    /// <summary>A task of 4 h that begins two hours before the end of the shift: two hours of overtime, or none.</summary>
    [Theory]
    [InlineData("finish", 7_200, 10)]
    [InlineData("leave", 0, 8)]
    public void ShiftEnd_TaskInHand_IsOvertimeOrNot(string shiftEnd, double overtime, double hours)
    {
        var run = new FlowRun(FlowLab.Of(
            $$$"""
            modules:
              - {id: shifts, module: shift-calendar, parameters: {shifts: [{days: [Mon], from: "06:00", to: "14:00"}]}}
              - {id: people, module: operator, parameters: {calendar: shifts, shiftEnd: {{{shiftEnd}}} } }
            """).Make());
        run.Instance.Start();
        var claims = new Claims(run, "people");
        claims.Add(12 * 3_600, "a", 4 * 3_600);
        claims.Add(13 * 3_600, "b", 1);
        run.Continue(86_400);

        Assert.Equal("a@43200", Assert.Single(claims.Log));
        Assert.Equal(overtime, run["people.overtime"], 1e-6);
        Assert.Equal(hours * 3_600, run["people.attendance"], 1e-6);
        Assert.Equal((overtime + 7_200) / (hours * 3_600), run["people.utilisation"], 1e-9);
    }

    /// <summary>Work of 22 h that begins two hours before the end of the shift and ends four hours after the next one has begun: who goes home is not exposed in between.</summary>
    [Theory]
    [InlineData("finish", 22, 1)]
    [InlineData("leave", 6, 2)]
    public void Hazards_WhoHasGoneHome_IsNotExposed(string shiftEnd, double hours, double entries)
    {
        var run = new FlowRun(FlowLab.Of(
            $$$"""
            modules:
              - {id: shifts, module: shift-calendar, parameters: {shifts: [{days: [Mon, Tue], from: "06:00", to: "14:00"}]}}
              - {id: people, module: operator, parameters: {calendar: shifts, shiftEnd: {{{shiftEnd}}}, hazards: {heat: {tasks: [a]} } } }
            """).Make());
        run.Instance.Start();
        var claims = new Claims(run, "people");
        claims.Add(12 * 3_600, "a", 22 * 3_600);
        run.Continue(2 * 86_400);

        Assert.Equal(hours * 3_600, run["people.exposure-heat"], 1e-6);
        Assert.Equal(entries, run["people.entries-heat", Estimator.Total]);
    }

    [Fact]
    public void Hazards_TimeAndEntriesAreCountedByName()
    {
        var (run, claims) = People("size: 3, reaction: 1s, hazards: {noise: {tasks: [a, b]}, heat: {tasks: b}}");
        claims.Add(0, "a", 10);
        claims.Add(0, "b", 4, amount: 2);
        claims.Add(20, "c", 4);
        run.Continue(7);

        // Still in it: a since 1 s, b from 1 s to 5 s.
        Assert.Equal(6 + 8, run["people.exposure-noise"], 1e-9);
        run.Continue(100);

        Assert.Equal(18, run["people.exposure-noise"], 1e-9);
        Assert.Equal(3, run["people.entries-noise", Estimator.Total]);
        Assert.Equal(8, run["people.exposure-heat"], 1e-9);
        Assert.Equal(0.08, run["people.exposure-heat", Estimator.Rate], 1e-9);
        Assert.Equal(18, run["people.exposure"], 1e-9);
        Assert.Equal(3, run["people.entries", Estimator.Total]);
    }

    [Fact]
    public void Set_Size_ServesMoreOrLetsFinish()
    {
        var (run, claims) = People("size: 1");
        claims.Add(0, "a", 10);
        claims.Add(0, "b", 10);
        claims.Add(0, "c", 10);
        run.Continue(4);
        run.Instance.Find("people")!.Set("size", 2);
        run.Continue(6);
        run.Instance.Find("people")!.Set("size", 0);
        run.Continue(50);
        run.Instance.Find("people")!.Set("size", 1);
        run.Continue(100);

        Assert.Equal("a@0 b@4 c@50", string.Join(' ', claims.Log));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Instance.Find("people")!.Set("size", -1));
        Assert.Throws<ArgumentException>(() => run.Instance.Find("people")!.Set("siez", 1));
    }

    /// <summary>A repair that was in work at the start goes on without another reaction; the next one has it.</summary>
    [Fact]
    public void InitializeFrom_TaskUnderWay_HasNoReaction()
    {
        var run = Lab("reaction: 2s, fatigue: {onset: 1h, pace: 1 '/h'}", "timeToRepair: 3s", "1000s").Run(
            2_000,
            states:
            [
                ("machine", new ComponentState("down", 1, ImmutableSortedDictionary<string, double>.Empty)),
                ("people", new ComponentState(null, 0, ImmutableSortedDictionary<string, double>.Empty.Add("busy", 1).Add("onShift", 7_200))),
            ]);

        // 2 s were left, an hour beyond the onset; later 2 + 3 s, 1004 s further on.
        Assert.Equal(4 + 2 + (3 * (2 + (1_006.0 / 3_600))), run["machine.downTime", Estimator.Total], 1e-5);
    }

    [Fact]
    public void Recorder_IsToldWhatEachIsDoing()
    {
        var instance = FlowLab.Of("modules:\n  - {id: people, module: operator, parameters: {size: 2}}").Make();
        var recorder = new Recorder();
        instance.Simulator.Shared<Simulation.Flow.FlowContext>().Recorder = recorder;
        instance.Start();
        var claims = new Claims(new FlowRun(instance), "people");
        claims.Add(5, "a", 10);
        claims.Add(8, "b", 1);
        instance.Simulator.RunUntil(instance.Simulator.Clock.Time(20));
        instance.Find("people")!.Set("size", 1);

        Assert.Equal(
            ["0 idle 0", "1 idle 0", "0 busy 5", "1 busy 8", "1 idle 9", "0 idle 15", "0 idle 20", "1 offDuty 20"],
            recorder.Entries);
    }

    /// <summary>What happens to the n-th repair is a matter of its number, not of what else goes on.</summary>
    [Fact]
    public void Chance_OtherReaction_KeepsErrorsInStep()
    {
        const string People = "errorProbability: 0.3";
        var one = Lab(People, "timeToRepair: 3s").Run(20_000);
        var other = Lab($"{People}, reaction: 1s", "timeToRepair: 3s").Run(20_000);
        var n = (int)Math.Min(one["people.tasks", Estimator.Total], other["people.tasks", Estimator.Total]);
        Assert.True(n > 1_000);

        Assert.Equal(DownTimes(People, n), [.. DownTimes($"{People}, reaction: 1s", n).Select(t => t - 1)]);
    }

    [Fact]
    public void Run_SameSeed_SameTrace()
    {
        const string People = "size: 2, reaction: {exponential: {mean: 1s}}, errorProbability: 0.3";
        var traces = Enumerable.Range(0, 2).Select(_ => Lab(People, "timeToRepair: {exponential: {mean: 3s}}").Run(5_000).Instance.Simulator.Trace.Digest).ToList();

        Assert.Equal(traces[0], traces[1]);
        Assert.NotEqual(traces[0], Lab(People, "timeToRepair: {exponential: {mean: 3s}}").Run(5_000, seed: 2).Instance.Simulator.Trace.Digest);
    }

    [Fact]
    public void Run_SteadyState_AllocatesNothing()
    {
        var run = Lab("reaction: {exponential: {mean: 1s}}, errorProbability: 0.3, fatigue: {onset: 0, pace: 0.001 '/h'}, hazards: {noise: {tasks: repair}}", "timeToRepair: {exponential: {mean: 3s}}").Run(10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        run.Instance.Simulator.RunUntil(run.Instance.Simulator.Clock.Time(60_000));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static List<double> DownTimes(string people, int n)
    {
        var instance = Lab(people, "timeToRepair: 3s").Make();
        instance.Start();
        var run = new FlowRun(instance);
        var times = new List<double>();
        for (var second = 0.5; times.Count < n; second++)
        {
            var before = run["machine.downTime", Estimator.Count];
            run.Continue(second);
            if (run["machine.downTime", Estimator.Count] > before)
            {
                times.Add(run["machine.downTime", Estimator.Final]);
            }
        }

        return times;
    }

    /// <summary>One machine, two servers of which fail every so often, and people who repair it.</summary>
    private static FlowLab Lab(string people, string machine, string timeToFailure = "10s") => FlowLab.Of(
        $$$"""
        modules:
          - {id: people, module: operator, parameters: { {{{people}}} } }
          - {id: machine, module: machine, parameters: {timeToFailure: {{{timeToFailure}}}, failureClock: calendar, crew: people, {{{machine}}} } }
        """);

    private static (FlowRun Run, Claims Claims) People(string parameters)
    {
        var run = new FlowRun(FlowLab.Of($"modules:\n  - {{id: people, module: operator, parameters: {{ {parameters} }}}}").Make());
        run.Instance.Start();
        return (run, new Claims(run, "people"));
    }

    private sealed class Recorder : Simulation.Flow.IFlowRecorder
    {
        public List<string> Entries { get; } = [];

        public void Enter(string component, int server, string phase, Simulation.Flow.Parts.Part? part, Model.Time.SimTime now) =>
            Entries.Add(FormattableString.Invariant($"{server} {phase} {Model.Time.SimClock.Microseconds.Seconds(now)}"));
    }
}
