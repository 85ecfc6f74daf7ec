using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow.Junctions;

public sealed class RouterTests
{
    // Row 13 of the known answers: an open network with feedback.
    [Fact]
    public void Run_Probabilities_IsTheJacksonNetwork()
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: {exponential: {mean: 1}}}}
              - {id: queue-1, module: buffer}
              - {id: station-1, module: machine, parameters: {service: {exponential: {mean: 0.5}}}}
              - {id: after-1, module: router, parameters: {by: probability, weights: [6, 4]}}
              - {id: queue-2, module: buffer}
              - {id: station-2, module: machine, parameters: {service: {exponential: {mean: 0.5}}}}
              - {id: after-2, module: router, parameters: {by: probability, weights: [2, 5, 3]}}
              - {id: queue-3, module: buffer}
              - {id: station-3, module: machine, parameters: {service: {exponential: {mean: 0.6666666667}}}}
              - {id: after-3, module: router, parameters: {by: probability, weights: [1, 9]}}
              - {id: sink, module: sink}
            connections:
              - {from: source.out, to: queue-1.in}
              - {from: queue-1.out, to: station-1.in}
              - {from: station-1.out, to: after-1.in}
              - {from: after-1.out, to: queue-2.in}
              - {from: after-1.out, to: queue-3.in}
              - {from: queue-2.out, to: station-2.in}
              - {from: station-2.out, to: after-2.in}
              - {from: after-2.out, to: queue-1.in}
              - {from: after-2.out, to: queue-3.in}
              - {from: after-2.out, to: sink.in}
              - {from: queue-3.out, to: station-3.in}
              - {from: station-3.out, to: after-3.in}
              - {from: after-3.out, to: queue-2.in}
              - {from: after-3.out, to: sink.in}
            """);

        var found = Batches.Of(
            lab, 10_000, 60, 2_000, 8, "station-1.throughput", "station-2.throughput", "station-3.throughput", "sink.leadTime",
            "queue-1.level", "queue-2.level", "queue-3.level", "sink.throughput");

        found[0].AssertAgrees(1.1557178, 0.02);
        found[1].AssertAgrees(0.7785888, 0.02);
        found[2].AssertAgrees(0.8515815, 0.02);
        found[3].AssertAgrees(3.3196471, 0.05);
        found[4].AssertAgrees(1.3688761 - (1.1557178 * 0.5), 0.08);
        found[5].AssertAgrees(0.6374502 - (0.7785888 * 0.5), 0.08);
        found[6].AssertAgrees(1.3133208 - (0.8515815 / 1.5), 0.08);
        found[7].AssertAgrees(1, 0.02);
    }

    [Theory]
    [InlineData("by: turn", 4, 4)]
    [InlineData("by: product, products: {A: second}, otherwise: first", 4, 4)]
    [InlineData("by: condition, rules: [{when: part.weight > 7, to: second}], otherwise: first", 8, 0)]
    [InlineData("by: condition, rules: [{when: part.weight > 3, to: second}], otherwise: first", 0, 8)]
    [InlineData("by: shortest", 4, 4)]
    [InlineData("by: first", 8, 0)]
    public void Run_Rule_SendsPartsTheirWay(string parameters, int first, int second)
    {
        var run = FlowLab.Of("""
            modules:
              - {id: a, module: source, parameters: {interarrival: 1, maxParts: 4, product: A, attributes: {weight: 5}}}
              - {id: b, module: source, parameters: {interarrival: 1, maxParts: 4, product: B, attributes: {weight: 5}}}
              - {id: router, module: router, parameters: {PARAMETERS}}
              - {id: first, module: machine, parameters: {service: 100, servers: 10}}
              - {id: second, module: machine, parameters: {service: 100, servers: 10}}
              - {id: sink, module: sink}
            connections:
              - {from: a.out, to: router.in}
              - {from: b.out, to: router.in}
              - {from: router.out, to: first.in}
              - {from: router.out, to: second.in}
              - {from: first.out, to: sink.in}
              - {from: second.out, to: sink.in}
            """.Replace("PARAMETERS", parameters, StringComparison.Ordinal)).Run(10);

        Assert.Equal(first, run["first.working", Estimator.Final]);
        Assert.Equal(second, run["second.working", Estimator.Final]);
    }

    // The part to the full way waits in front, those to the other way overtake it, and it goes on when there is room.
    [Fact]
    public void Run_OneWayFull_LetsPartsForTheOtherPass()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: 1, maxParts: 20, mix: {A: 1, B: 1}}}
              - {id: queue, module: buffer}
              - {id: router, module: router, parameters: {by: product, products: {A: slow, B: fast}}}
              - {id: slow, module: machine, parameters: {service: 100}}
              - {id: fast, module: machine, parameters: {service: 0.5}}
              - {id: sink, module: sink}
            connections:
              - {from: source.out, to: queue.in}
              - {from: queue.out, to: router.in}
              - {from: router.out, to: slow.in}
              - {from: router.out, to: fast.in}
              - {from: slow.out, to: sink.in}
              - {from: fast.out, to: sink.in}
            """).Run(21);
        var fast = run["fast.throughput", Estimator.Total];

        Assert.InRange(fast, 4, 16);
        Assert.Equal(20 - fast - 1, run["queue.level", Estimator.Final]);
        run.Continue(2_100);
        Assert.Equal(20, run["sink.throughput", Estimator.Total]);
    }

    [Theory]
    [InlineData("by: probability", "by: probability and 'weights' go together")]
    [InlineData("by: first, rules: []", "by: condition and 'rules' go together")]
    [InlineData("by: condition, rules: [{when: heavy > 3, to: sink}]", "unknown name 'heavy'")]
    public void Check_WrongRule_SaysWhatIsExpected(string parameters, string expected) => Assert.Contains(
        FlowLab.Errors(Line(parameters)), e => e.Message.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("by: probability, weights: [1, 2]", "2 weights for 1 connections (sink)")]
    [InlineData("by: product, products: {A: sinks}", "'sinks', but leads to sink only")]
    public void Connect_WrongDestination_SaysWhatThereIs(string parameters, string expected) =>
        Assert.Contains(expected, Assert.Throws<ModelException>(() => FlowLab.Of(Line(parameters)).Make()).Message, StringComparison.Ordinal);

    private static string Line(string parameters) => "modules:\n  - {id: source, module: source, parameters: {interarrival: 1}}\n  - {id: sink, module: sink}\n" +
        $"  - {{id: router, module: router, parameters: {{{parameters}}}}}\nconnections: [{{from: source.out, to: router.in}}, {{from: router.out, to: sink.in}}]";
}
