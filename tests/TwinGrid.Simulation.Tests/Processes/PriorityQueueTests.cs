using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Resources;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Queues with two classes of customers.</summary>
public sealed class PriorityQueueTests
{
    private static readonly Exponential UnitService = new(1);

    [Fact]
    [Validation("processes, 30 replications of 30 000 s")]
    public void Wait_NonpreemptivePriority_MeetsCobham() => Replicated.Agrees(
        "11",
        30,
        simulator =>
        {
            var server = new PriorityResource(simulator, "server");
            var waits = new[] { new TallyMonitor("urgent", "s"), new TallyMonitor("other", "s") };
            Run(simulator, (priority, stream) => Patient(simulator, server, priority, waits[priority], stream), waits);
            return [waits[0].Value(Estimator.Mean, simulator.Now), waits[1].Value(Estimator.Mean, simulator.Now)];
        },
        ("Wq of the urgent", 1.1428571), ("Wq of the others", 5.7142857));

    [Fact]
    [Validation("processes, 30 replications of 30 000 s")]
    public void Sojourn_PreemptiveResume_MeetsClosedForm() => Replicated.Agrees(
        "12",
        30,
        simulator =>
        {
            var server = new PreemptiveResource(simulator, "server");
            var sojourns = new[] { new TallyMonitor("urgent", "s"), new TallyMonitor("other", "s") };
            Run(simulator, (priority, stream) => Resuming(simulator, server, priority, sojourns[priority], stream), sojourns);
            Assert.True(server.Preemptions > 1_000);
            return [sojourns[0].Value(Estimator.Mean, simulator.Now), sojourns[1].Value(Estimator.Mean, simulator.Now)];
        },
        ("W of the urgent", 1.4285714), ("W of the others", 7.1428571));

    private static void Run(Simulator simulator, Func<int, RandomStream, Process> customer, TallyMonitor[] monitors)
    {
        simulator.Start(Source(simulator, 0.3, 0, customer));
        simulator.Start(Source(simulator, 0.5, 1, customer));
        simulator.RunUntil(simulator.Clock.Time(1_000));
        foreach (var monitor in monitors)
        {
            monitor.Reset(simulator.Now);
        }

        simulator.RunUntil(simulator.Clock.Time(30_000));
    }

    private static async Process Source(Simulator simulator, double rate, int priority, Func<int, RandomStream, Process> customer)
    {
        var arrivals = simulator.Streams.Stream($"class {priority}", "arrivals");
        var services = simulator.Streams.Stream($"class {priority}", "service");
        var interarrival = new Exponential(1 / rate);
        while (true)
        {
            await simulator.Delay(interarrival.Sample(arrivals));
            simulator.Start(customer(priority, services));
        }
    }

    private static async Process Patient(Simulator simulator, PriorityResource server, int priority, TallyMonitor waits, RandomStream services)
    {
        var came = simulator.NowSeconds;
        using var held = await server.Request(priority);
        waits.Add(simulator.NowSeconds - came);
        await simulator.Delay(UnitService.Sample(services));
    }

    private static async Process Resuming(Simulator simulator, PreemptiveResource server, int priority, TallyMonitor sojourns, RandomStream services)
    {
        var came = simulator.NowSeconds;
        var left = simulator.Clock.Duration(UnitService.Sample(services));
        var ahead = false;
        while (left > SimDuration.Zero)
        {
            using var held = await server.Request(priority, preempt: true, ahead);
            var work = await simulator.Delay(left);
            left = work.Remaining;
            ahead = work.Interrupted;
        }

        sojourns.Add(simulator.NowSeconds - came);
    }
}
