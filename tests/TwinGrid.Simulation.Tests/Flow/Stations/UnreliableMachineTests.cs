using TwinGrid.Simulation.Flow.Stations;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Flow.Stations;

/// <summary>A machine that fails while it works, with a queue before it.</summary>
public sealed class UnreliableMachineTests
{
    private static FlowLab Lab => FlowLab.Of("""
        modules:
          - {id: source, module: source, parameters: {interarrival: {exponential: {mean: 2}}}}
          - {id: queue, module: buffer}
          - id: machine
            module: machine
            parameters: {service: {exponential: {mean: 1}}, timeToFailure: {exponential: {mean: 10}}, timeToRepair: {exponential: {mean: 2}}}
          - {id: sink, module: sink}
        connections: [{from: source.out, to: queue.in}, {from: queue.out, to: machine.in}, {from: machine.out, to: sink.in}]
        """);

    [Fact]
    [Validation("modules source, buffer, machine, sink, 60 batches of 10 000 s")]
    public void Run_FailsWhileItWorks_MatchesPollaczekAndKhinchine()
    {
        var found = Batches.Of(Lab, 10_000, 60, 1_000, 5, "queue.wait", "sink.leadTime", "queue.level");

        found[0].AssertAgrees("10", "Wq", 2.3, 0.1);
        found[1].AssertAgrees("10", "W", 3.5, 0.1);
        found[2].AssertAgrees("10", "Lq", 1.15, 0.1);
    }

    [Fact]
    [Validation("modules source, buffer, machine, sink over 20 000 s; exactly, on one path")]
    public void Run_AnyPath_SharesOfPhasesAddUpToOne()
    {
        var run = Lab.Run(20_000);

        Assert.True(run["machine.failures", Estimator.Total] > 500);
        KnownAnswer.Check("24", "sum of the shares of phases", 1, MachinePhases.Names.Sum(phase => run[$"machine.{phase}"]), 1e-9);
        KnownAnswer.Check(
            "24",
            "created less gone less inside",
            0,
            run["source.created", Estimator.Total] - run["sink.throughput", Estimator.Total] - run["queue.level", Estimator.Final] - run["machine.working", Estimator.Final] - run["machine.failed", Estimator.Final],
            0);
    }
}
