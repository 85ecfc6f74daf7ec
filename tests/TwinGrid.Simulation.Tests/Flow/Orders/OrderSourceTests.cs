using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow.Orders;

public sealed class OrderSourceTests
{
    [Fact]
    public void Run_GivenOrders_AreCompleteWhenTheirLastPartLeaves()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: orders, module: order-source, parameters: {orders: [{product: A, quantity: 3, due: 25}, {product: B, quantity: 2, at: 5, due: 70}]}}
              - {id: station, module: machine, parameters: {serviceByProduct: {A: 10, B: 20}}}
              - {id: sink, module: sink}
            connections: [{from: orders.out, to: station.in}, {from: station.out, to: sink.in}]
            """).Run(100);

        Assert.Equal(2, run["orders.completed", Estimator.Total]);
        Assert.Equal(30 + (70 - 5), run["orders.orderLeadTime", Estimator.Total]);
        Assert.Equal(5, run["orders.orderTardiness", Estimator.Total]);
        Assert.Equal(0.5, run["orders.lateShare"]);
        Assert.Equal(70, run["orders.makespan"]);
    }

    [Theory]
    [InlineData("fifo", "A A B B C C")]
    [InlineData("edd", "A C C B B A")]
    [InlineData("priority", "A B B A C C")]
    public void Release_SeveralOrders_FollowsTheRule(string release, string expected)
    {
        var instance = FlowLab.Of("""
            modules:
              - id: orders
                module: order-source
                parameters:
                  release: RULE
                  wip: 1
                  orders: [{product: A, quantity: 2, due: 90, priority: 2}, {product: B, quantity: 2, at: 5, due: 80, priority: 1}, {product: C, quantity: 2, at: 5, due: 70, priority: 3}]
              - {id: station, module: machine, parameters: {service: 10}}
              - {id: sink, module: sink}
            connections: [{from: orders.out, to: station.in}, {from: station.out, to: sink.in}]
            """.Replace("RULE", release, StringComparison.Ordinal)).Make();
        var record = new PartRecord();
        instance.Simulator.Shared<TwinGrid.Simulation.Flow.FlowContext>().Recorder = record;
        instance.Start();
        new FlowRun(instance).Continue(100);

        Assert.Equal(expected, string.Join(' ', record.Products));
    }

    // Row 15 of the known answers: a closed network of five parts, by mean value analysis (Reiser and Lavenberg 1980).
    [Fact]
    public void Run_ConstantWorkInProcess_IsTheClosedNetwork()
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: orders, module: order-source, parameters: {wip: 5, orders: [{quantity: 100000000}]}}
              - {id: queue-1, module: buffer}
              - {id: station-1, module: machine, parameters: {service: {exponential: {mean: 1}}}}
              - {id: queue-2, module: buffer}
              - {id: station-2, module: machine, parameters: {service: {exponential: {mean: 0.8}}}}
              - {id: queue-3, module: buffer}
              - {id: station-3, module: machine, parameters: {service: {exponential: {mean: 0.5}}}}
              - {id: sink, module: sink}
            connections:
              - {from: orders.out, to: queue-1.in}
              - {from: queue-1.out, to: station-1.in}
              - {from: station-1.out, to: queue-2.in}
              - {from: queue-2.out, to: station-2.in}
              - {from: station-2.out, to: queue-3.in}
              - {from: queue-3.out, to: station-3.in}
              - {from: station-3.out, to: sink.in}
            """);

        var found = Batches.Of(lab, 5_000, 40, 1_000, 6, "sink.throughput", "sink.leadTime", "orders.inside", "queue-1.level", "station-1.processing");

        found[0].AssertAgrees(0.8746757, 0.01);
        found[1].AssertAgrees(5.7164042, 0.01);
        Assert.Equal(5, found[2].Mean, 1e-9);
        new Estimate(found[3].Mean + found[4].Mean, found[3].Error + found[4].Error).AssertAgrees(2.6494663, 0.05);
    }

    [Fact]
    public void Run_RandomOrders_StaySynchronisedUnderAnotherRate()
    {
        const string Yaml = """
            modules:
              - {id: orders, module: order-source, parameters: {interarrival: {exponential: {mean: 10}}, rate: RATE, quantity: {uniform: {min: 1, max: 9}}, dueAfter: 40}}
              - {id: sink, module: sink}
            connections: [{from: orders.out, to: sink.in}]
            """;
        var (slow, fast) = (FlowLab.Of(Yaml.Replace("RATE", "1", StringComparison.Ordinal)).Run(20_000), FlowLab.Of(Yaml.Replace("RATE", "2", StringComparison.Ordinal)).Run(10_000));

        Assert.InRange(slow["orders.orders", Estimator.Total], 1_800, 2_200);
        Assert.Equal(slow["orders.orders", Estimator.Total], fast["orders.orders", Estimator.Total]);
        Assert.Equal(slow["orders.released", Estimator.Total], fast["orders.released", Estimator.Total]);
    }

    [Theory]
    [InlineData("quantity: 2", "'orders' or 'interarrival' is expected")]
    [InlineData("orders: [{product: A, quantiy: 2}]", "did you mean 'quantity'?")]
    [InlineData("orders: [{product: A}], routings: {A: []}", "routings.A: at least one station")]
    public void Check_WrongOrders_SaysWhatIsExpected(string parameters, string expected) => Assert.Contains(
        FlowLab.Errors($"modules: [{{id: orders, module: order-source, parameters: {{{parameters}}}}}]"), e => e.Message.Contains(expected, StringComparison.Ordinal));

    private sealed class PartRecord : TwinGrid.Simulation.Flow.IFlowRecorder
    {
        public List<string> Products { get; } = [];

        public void Enter(string component, int server, string phase, Simulation.Flow.Parts.Part? part, Model.Time.SimTime now)
        {
            if (phase == "processing")
            {
                Products.Add(part!.Product);
            }
        }
    }
}
