using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow.Maintenance;

public sealed class MaintenanceTests
{
    private const string Weibull = "{weibull: {scale: 1000, shape: 2.5}}";

    // Age and block replacement of a Weibull life, cost 1 planned and 10 for a failure: rows 57 and 60b of the known answers.
    [Theory]
    [InlineData("age", 354.574, 0.004750547)]
    [InlineData("age", 600, 0.005739311)]
    [InlineData("block", 349.278, 0.0048680404)]
    public void Run_PeriodicReplacement_CostsAsRenewalTheorySays(string policy, double interval, double rate)
    {
        var lab = Lab($"policy: {policy}, interval: {FormattableString.Invariant($"{interval}")}");
        var values = new List<double>();
        for (var replication = 0; replication < 40; replication++)
        {
            var run = lab.Run(200_000, 20_000, replication: replication);
            values.Add(run["upkeep.jobs"] + (10 * run["machines.failures"]));
        }

        Estimate.Of(values).AssertAgrees(50 * rate, 0.02);
    }

    // Without failures a unit is maintained every interval of its time at work plus what maintenance takes.
    [Fact]
    public void Run_AgeOfOperation_CountsWorkOnly()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source}
              - {id: machine, module: machine, parameters: {service: 7}}
              - {id: upkeep, module: maintenance, parameters: {machine: machine, policy: age, interval: 90, duration: 30, crew: crew}}
              - {id: crew, module: crew}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: machine.in}, {from: machine.out, to: sink.in}]
            """).Run(12_100);

        // The part in work is finished first: 13 parts in 91 s, then 30 s of maintenance.
        Assert.Equal(30 / 121.0, run["machine.maintenance"], 1e-9);
        Assert.Equal(100, run["upkeep.jobs", Estimator.Total]);
        Assert.Equal(30, run["upkeep.duration"], 1e-9);
        Assert.Equal(1, run["upkeep.wait"], 1e-9);
        Assert.Equal(30 / 121.0, run["crew.utilisation"], 1e-9);
    }

    // A second server from 1200 s on is maintained as the first one is; a third one, added after the shift, stands still like the others.
    [Fact]
    public void Run_ServerAddedLater_IsMaintainedAndStopsWithTheShift()
    {
        var run = new FlowRun(FlowLab.Of("""
            modules:
              - {id: source, module: source}
              - {id: machine, module: machine, parameters: {service: 10, calendar: shifts}}
              - {id: shifts, module: shift-calendar, parameters: {shifts: [{days: [Mon], from: "00:00", to: "01:00"}]}}
              - {id: upkeep, module: maintenance, parameters: {machine: machine, policy: age, interval: 85, duration: 30}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: machine.in}, {from: machine.out, to: sink.in}]
            """).Make());
        run.Instance.Start();
        run.Continue(1_200);
        run.Instance.Find("machine")!.Set("servers", 2);
        run.Continue(3_595);

        // Cycles of 90 s at work, nine parts, and 30 s of maintenance: 30 of the one, 20 of the other, both in the last maintenance.
        Assert.Equal(48, run["upkeep.jobs", Estimator.Total]);
        Assert.Equal(450, run["sink.throughput", Estimator.Total]);
        run.Instance.Find("machine")!.Set("servers", 3);
        run.Continue(7_200);
        Assert.Equal(450, run["sink.throughput", Estimator.Total]);
    }

    [Fact]
    public void Run_NotAfterPart_InterruptsTheWork()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source}
              - {id: machine, module: machine, parameters: {service: 50}}
              - {id: upkeep, module: maintenance, parameters: {machine: machine, policy: block, interval: 80, duration: 30, afterPart: false}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: machine.in}, {from: machine.out, to: sink.in}]
            """).Run(200);

        // 0-50, 50-80 and 110-130, 130-160 and 190-...
        Assert.Equal(2, run["sink.throughput", Estimator.Total]);
        Assert.Equal(130, run["sink.makespan"]);
    }

    // The queue before the machine is what is looked at: maintained whenever it has grown to three.
    [Theory]
    [InlineData("", 40)]
    [InlineData(", interval: 100", 100)]
    public void Run_Condition_IsMaintainedWhenTheSignalPasses(string more, double first)
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: 10, maxParts: 4}}
              - {id: queue, module: buffer}
              - {id: machine, module: machine, parameters: {service: 1000}}
              - {id: upkeep, module: maintenance, parameters: {machine: machine, policy: condition, condition: queue.level, threshold: 3, duration: 5, afterPart: false MORE}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: queue.in}, {from: queue.out, to: machine.in}, {from: machine.out, to: sink.in}]
            """, ("MORE", more));
        var (early, late) = (lab.Run(first + 4), lab.Run(first + 6));

        Assert.Equal(0, early["upkeep.jobs", Estimator.Total]);
        Assert.Equal(1, late["upkeep.jobs", Estimator.Total]);
    }

    [Theory]
    [InlineData("policy: age", "policy: age needs the parameter 'interval'")]
    [InlineData("policy: age, interval: 5, renews: false", "needs renews: true")]
    [InlineData("policy: condition", "policy: condition and 'threshold' go together")]
    [InlineData("policy: block, interval: 5, threshold: 3", "policy: condition and 'threshold' go together")]
    [InlineData("policy: condition, threshold: 3, condition: machines.wear", "no port 'machines.wear'")]
    [InlineData("policy: condition, threshold: 3, condition: machines.in", "'machines.in' shows no signal")]
    [InlineData("policy: condition, threshold: 3 m, condition: machines.electricPower", "3 'm' (m) can't be given in 'W'")]
    public void Check_WrongPolicy_SaysWhatIsExpected(string parameters, string expected) => Assert.Contains(
        FlowLab.Errors($"modules: [{{id: machines, module: machine}}, {{id: upkeep, module: maintenance, parameters: {{machine: machines, {parameters}}}}}]"),
        e => e.Message.Contains(expected, StringComparison.Ordinal));

    private static FlowLab Lab(string policy) => FlowLab.Of("""
        modules:
          - {id: machines, module: machine, parameters: {servers: 50, failureClock: calendar, timeToFailure: LIFE, timeToRepair: 0}}
          - {id: upkeep, module: maintenance, parameters: {machine: machines, POLICY}}
        """, ("LIFE", Weibull), ("POLICY", policy));
}
