using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow;

/// <summary>Queues and lines of the literature, put together of modules.</summary>
public sealed class QueueingTests
{
    // Rows 1, 5, 6: Erlang C.
    [Theory]
    [InlineData(1.25, 1, 4, 3.2, 0.15)]
    [InlineData(0.125, 10, 0.2045901, 1.6367206, 0.08)]
    [InlineData(0.5, 3, 4.0 / 9, 8.0 / 9, 0.08)]
    public void Run_ExponentialServers_WaitsAsErlangSays(double interarrival, int servers, double wait, double waiting, double sharpness)
    {
        var found = Batches.Of(Queue(interarrival, "{exponential: {mean: 1}}", servers), 5_000, 100, 1_000, 3, "queue.wait", "queue.level");

        found[0].AssertAgrees(wait, sharpness);
        found[1].AssertAgrees(waiting, sharpness);
    }

    // Row 9: Pollaczek and Khinchine.
    [Theory]
    [InlineData("1", 2, 0.1)]
    [InlineData("{erlang: {mean: 1, stages: 2}}", 3, 0.1)]
    [InlineData("{lognormal: {mean: 1, scv: 2}}", 6, 0.2)]
    public void Run_GeneralService_WaitsAsPollaczekAndKhinchineSay(string service, double wait, double sharpness)
    {
        var found = Batches.Of(Queue(1.25, service, 1), 10_000, 100, 2_000, 4, "queue.wait", "queue.level");

        found[0].AssertAgrees(wait, sharpness);
        found[1].AssertAgrees(0.8 * wait, sharpness);
    }

    // Rows 7 and 8: Erlang B, the same whatever the law of service, and a queue with places for four.
    [Theory]
    [InlineData(0.125, "1", 10, 0, 0.1216611)]
    [InlineData(0.125, "{lognormal: {mean: 1, scv: 3}}", 10, 0, 0.1216611)]
    [InlineData(0.5, "{exponential: {mean: 1}}", 3, 0, 0.2105263)]
    [InlineData(1.25, "{exponential: {mean: 1}}", 1, 4, 0.0888195)]
    public void Run_PlacesForSome_LosesAsErlangSays(double interarrival, string service, int servers, int places, double lost)
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: {exponential: {mean: INTERARRIVAL}}, whenFull: lose}}
              - {id: queue, module: buffer, parameters: {capacity: PLACES}}
              - {id: station, module: machine, parameters: {service: SERVICE, servers: SERVERS}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: queue.in}, {from: queue.out, to: station.in}, {from: station.out, to: sink.in}]
            """, ("INTERARRIVAL", interarrival), ("SERVICE", service), ("SERVERS", servers), ("PLACES", places));

        Batches.Of(lab, 5_000, 60, 500, 5, "source.lostShare")[0].AssertAgrees(lost, 0.06);
    }

    // Rows 11 and 12: Cobham's queue, and the one where urgent customers interrupt.
    [Theory]
    [InlineData("none", 1.1428571 + 1, 5.7142857 + 1)]
    [InlineData("resume", 1.4285714, 7.1428571)]
    public void Run_TwoClasses_LeadTimesAreThoseOfThePriorityQueue(string preemption, double urgent, double other)
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: urgent, module: source, parameters: {interarrival: {exponential: {mean: 3.3333333333}}, priority: 1, product: A}}
              - {id: other, module: source, parameters: {interarrival: {exponential: {mean: 2}}, priority: 2, product: B}}
              - {id: queue, module: buffer, parameters: {dispatch: priority}}
              - {id: station, module: machine, parameters: {service: {exponential: {mean: 1}}, preemption: PREEMPTION}}
              - {id: by-class, module: router, parameters: {by: product, products: {A: first, B: second}}}
              - {id: first, module: sink}
              - {id: second, module: sink}
            connections:
              - {from: urgent.out, to: queue.in}
              - {from: other.out, to: queue.in}
              - {from: queue.out, to: station.in}
              - {from: station.out, to: by-class.in}
              - {from: by-class.out, to: first.in}
              - {from: by-class.out, to: second.in}
            """, ("PREEMPTION", preemption));

        var found = Batches.Of(lab, 10_000, 60, 1_000, 6, "first.leadTime", "second.leadTime");

        found[0].AssertAgrees(urgent, 0.05);
        found[1].AssertAgrees(other, 0.15);
    }

    // Row 14.
    [Fact]
    public void Run_Tandem_TakesAsLongAsBurkeSays()
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: {exponential: {mean: 2}}}}
              - {id: queue-1, module: buffer}
              - {id: station-1, module: machine, parameters: {service: {exponential: {mean: 1}}}}
              - {id: queue-2, module: buffer}
              - {id: station-2, module: machine, parameters: {service: {exponential: {mean: 1.25}}}}
              - {id: sink, module: sink}
            connections:
              - {from: source.out, to: queue-1.in}
              - {from: queue-1.out, to: station-1.in}
              - {from: station-1.out, to: queue-2.in}
              - {from: queue-2.out, to: station-2.in}
              - {from: station-2.out, to: sink.in}
            """);

        Batches.Of(lab, 10_000, 60, 1_000, 7, "sink.leadTime")[0].AssertAgrees(5.3333333, 0.05);
    }

    // Rows 20 and 21: Gershwin's line of slots. A machine that is about to work fails with probability p, one that is down is repaired with probability r; N places of the chain
    // are N - 2 in the buffer, one in the second machine and one in the first, which blocks after it has worked.
    [Theory]
    [InlineData(4, 0.01, 0.1, 0.01, 0.1, 0.8409361)]
    [InlineData(10, 0.01, 0.1, 0.01, 0.1, 0.8561749)]
    [InlineData(100, 0.01, 0.1, 0.01, 0.1, 0.8969371)]
    [InlineData(10, 0.02, 0.1, 0.01, 0.15, 0.8143409)]
    public void Run_LineOfSlots_YieldsAsTheChainSays(int places, double p1, double r1, double p2, double r2, double yield)
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: source, module: source}
              - {id: first, module: machine, parameters: {service: 1, timeToFailure: LIFE1, timeToRepair: REPAIR1}}
              - {id: buffer, module: buffer, parameters: {capacity: PLACES}}
              - {id: second, module: machine, parameters: {service: 1, timeToFailure: LIFE2, timeToRepair: REPAIR2}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: first.in}, {from: first.out, to: buffer.in}, {from: buffer.out, to: second.in}, {from: second.out, to: sink.in}]
            """, ("LIFE1", Slots(p1)), ("REPAIR1", Slots(r1)), ("LIFE2", Slots(p2)), ("REPAIR2", Slots(r2)), ("PLACES", places - 2));

        Batches.Of(lab, 20_000, 40, 5_000, 8, "sink.throughput")[0].AssertAgrees(yield, 0.012);
    }

    // Row 24: on any path, whatever happens on it.
    [Fact]
    public void Run_AnyPath_ObeysLittlesLaw()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: {exponential: {mean: 1.1}}, batch: {uniform: {min: 0.5, max: 3.5}}, profile: {period: 500, points: [{at: 0, factor: 1}, {at: 200, factor: 0.1}]}}}
              - {id: queue, module: buffer, parameters: {dispatch: lifo}}
              - {id: station, module: machine, parameters: {service: {exponential: {mean: 0.9}}, timeToFailure: {weibull: {scale: 50, shape: 2}}, timeToRepair: 5}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: queue.in}, {from: queue.out, to: station.in}, {from: station.out, to: sink.in}]
            """).Run(100_000);
        var left = run["queue.wait", Estimator.Total];
        var stays = ((Simulation.Flow.Storage.Buffer)run.Instance.Find("queue")!).Waiting.Sum(part => run.Instance.Simulator.Clock.Seconds(run.Now - part.Entered));

        Assert.True(run["queue.throughput", Estimator.Total] > 50_000);
        Assert.Equal(left + stays, run["queue.level", Estimator.Total], 1e-9 * left);
    }

    private static string Slots(double probability)
    {
        // Up to where the tail is below one in a hundred million.
        var count = (int)Math.Ceiling(Math.Log(1e-8) / Math.Log(1 - probability));
        var weights = Enumerable.Range(0, count).Select(k => FormattableString.Invariant($"{Math.Pow(1 - probability, k):R}"));
        return $"{{discrete: {{values: [{string.Join(", ", Enumerable.Range(1, count))}], weights: [{string.Join(", ", weights)}]}}}}";
    }

    private static FlowLab Queue(double interarrival, string service, int servers) => FlowLab.Of("""
        modules:
          - {id: source, module: source, parameters: {interarrival: {exponential: {mean: INTERARRIVAL}}}}
          - {id: queue, module: buffer}
          - {id: station, module: machine, parameters: {service: SERVICE, servers: SERVERS}}
          - {id: sink, module: sink}
        connections: [{from: source.out, to: queue.in}, {from: queue.out, to: station.in}, {from: station.out, to: sink.in}]
        """, ("INTERARRIVAL", interarrival), ("SERVICE", service), ("SERVERS", servers));
}
