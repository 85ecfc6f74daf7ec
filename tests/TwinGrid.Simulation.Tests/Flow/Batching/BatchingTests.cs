using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow.Batching;

public sealed class BatchingTests
{
    // Of Poisson arrivals a part waits for (k - 1) / 2 others on average.
    [Fact]
    public void Batch_PoissonArrivals_WaitsAsTheFormulaSays()
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: {exponential: {mean: 2}}}}
              - {id: batch, module: batch, parameters: {size: 6}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: batch.in}, {from: batch.out, to: sink.in}]
            """);

        var found = Batches.Of(lab, 10_000, 40, 100, 3, "batch.wait", "batch.level", "sink.items", "sink.throughput");

        found[0].AssertAgrees(5 * 2 / 2.0, 0.03);
        found[1].AssertAgrees(5 / 2.0, 0.02);
        found[2].AssertAgrees(0.5, 0.03);
        found[3].AssertAgrees(0.5 / 6, 0.03);
    }

    [Fact]
    public void Batch_MaxWait_GoesWithWhatThereIs()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: 10, maxParts: 5}}
              - {id: batch, module: batch, parameters: {size: 3, maxWait: 15}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: batch.in}, {from: batch.out, to: sink.in}]
            """).Run(100);

        // 10 and 20 go at 25, 30 and 40 at 45, 50 at 65.
        Assert.Equal(3, run["batch.throughput", Estimator.Total]);
        Assert.Equal(5, run["batch.size", Estimator.Total]);
        Assert.Equal(15 + 5 + 15 + 5 + 15, run["batch.wait", Estimator.Total]);
        Assert.Equal(65, run["sink.makespan"]);
    }

    [Fact]
    public void Batch_SameProduct_LetsOthersWaitOutside()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: a, module: source, parameters: {interarrival: 1, maxParts: 6, product: A}}
              - {id: b, module: source, parameters: {interarrival: 1, start: 0.5, maxParts: 6, product: B}}
              - {id: batch, module: batch, parameters: {size: 3, sameProduct: true}}
              - {id: queue, module: buffer, parameters: {minTime: 0.001}}
              - {id: router, module: router, parameters: {by: product, products: {A: as, B: bs}}}
              - {id: as, module: sink}
              - {id: bs, module: sink}
            connections:
              - {from: a.out, to: batch.in}
              - {from: b.out, to: batch.in}
              - {from: batch.out, to: queue.in}
              - {from: queue.out, to: router.in}
              - {from: router.out, to: as.in}
              - {from: router.out, to: bs.in}
            """).Run(20);

        Assert.Equal(2, run["as.throughput", Estimator.Total]);
        Assert.Equal(2, run["bs.throughput", Estimator.Total]);
    }

    // What was put together comes apart again, the carriers go their own way, and no part is lost or made.
    [Fact]
    public void Unbatch_Batches_GivesBackWhatWasInThem()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source, parameters: {interarrival: {exponential: {mean: 1}}, mix: {A: 1, B: 2}}}
              - {id: batch, module: batch, parameters: {size: 4}}
              - {id: transport, module: machine, parameters: {service: 2}}
              - {id: unbatch, module: unbatch}
              - {id: station, module: machine, parameters: {service: {exponential: {mean: 0.8}}}}
              - {id: sink, module: sink}
              - {id: empties, module: sink}
            connections:
              - {from: source.out, to: batch.in}
              - {from: batch.out, to: transport.in}
              - {from: transport.out, to: unbatch.in}
              - {from: unbatch.out, to: station.in}
              - {from: unbatch.carrier, to: empties.in}
              - {from: station.out, to: sink.in}
            """).Run(20_000);

        Assert.InRange(run["sink.throughput", Estimator.Total], 19_000, 21_000);
        Assert.InRange((4 * run["unbatch.opened", Estimator.Total]) - run["unbatch.throughput", Estimator.Total], 0, 4);
        Assert.Equal(run["unbatch.opened", Estimator.Total], run["empties.throughput", Estimator.Total]);
    }

    // Two Poisson streams of equal rate with room for K each: r (1 - 1 / (2 K + 1)) (Harrison 1973).
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Assembly_TwoPoissonStreams_MakesAsHarrisonSays(int ahead)
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: a, module: source, parameters: {interarrival: {exponential: {mean: 1}}, whenFull: lose}}
              - {id: b, module: source, parameters: {interarrival: {exponential: {mean: 1}}, whenFull: lose}}
              - {id: assembly, module: assembly, parameters: {counts: [1, 1], ahead: AHEAD}}
              - {id: sink, module: sink}
            connections: [{from: a.out, to: assembly.in1}, {from: b.out, to: assembly.in2}, {from: assembly.out, to: sink.in}]
            """, ("AHEAD", ahead));

        Batches.Of(lab, 2_000, 60, 100, 4, "sink.throughput")[0].AssertAgrees(1 - (1 / ((2.0 * ahead) + 1)), 0.02);
    }

    [Fact]
    public void Assembly_OnBase_KeepsTheOrderOfTheBase()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: orders, module: order-source, parameters: {orders: [{product: frame, quantity: 2}]}}
              - {id: wheels, module: source, parameters: {interarrival: 5}}
              - {id: assembly, module: assembly, parameters: {counts: [1, 4], onBase: true, product: cart}}
              - {id: sink, module: sink}
            connections: [{from: orders.out, to: assembly.in1}, {from: wheels.out, to: assembly.in2}, {from: assembly.out, to: sink.in}]
            """).Run(100);

        Assert.Equal(40, run["orders.makespan"]);
        Assert.Equal(2, run["sink.throughput", Estimator.Total]);
        Assert.Equal(8, run["sink.items", Estimator.Total]);
    }

    [Theory]
    [InlineData("[1]", "assembly.in2 is connected, but there are counts of 1 inlets only")]
    [InlineData("[1, 1, 2]", "assembly.in3 is not connected")]
    public void Assembly_CountsThatDoNotFit_SaysSo(string counts, string expected)
    {
        var lab = FlowLab.Of("""
            modules:
              - {id: a, module: source, parameters: {interarrival: 1}}
              - {id: b, module: source, parameters: {interarrival: 1}}
              - {id: assembly, module: assembly, parameters: {counts: COUNTS}}
              - {id: sink, module: sink}
            connections: [{from: a.out, to: assembly.in1}, {from: b.out, to: assembly.in2}, {from: assembly.out, to: sink.in}]
            """, ("COUNTS", counts));

        Assert.Contains(expected, Assert.Throws<ModelException>(() => lab.Make()).Message, StringComparison.Ordinal);
    }

    // The first layer is there when the pallet has changed, and a part waits before it: 5 s to the second layer, 6 s to the third, 4 s to place it, 10 s to change.
    [Fact]
    public void Palletiser_ConstantTimes_MakesAPalletEveryCycle()
    {
        var run = Palletiser("interarrival: 1", "layerTime: 4, changeTime: 10").Run(6_000, 600);

        Assert.Equal(1 / 25.0, run["palletiser.throughput"], 0.0005);
        Assert.Equal(12 / 25.0, run["palletiser.placing"], 0.01);
        Assert.Equal(10 / 25.0, run["palletiser.changing"], 0.01);
        Assert.Equal(18 * run["palletiser.throughput", Estimator.Total], run["sink.items", Estimator.Total]);
    }

    [Fact]
    public void Palletiser_Shares_AddUpToOne()
    {
        var run = Palletiser("interarrival: {exponential: {mean: 1}}", "layerTime: {exponential: {mean: 4}}, changeTime: 10").Run(10_000);

        Assert.Equal(1, run["palletiser.starved"] + run["palletiser.placing"] + run["palletiser.changing"] + run["palletiser.blocked"], 1e-12);
    }

    private static FlowLab Palletiser(string source, string times) => FlowLab.Of("""
        modules:
          - {id: source, module: source, parameters: {SOURCE}}
          - {id: palletiser, module: palletiser, parameters: {layer: 6, layers: 3, TIMES}}
          - {id: sink, module: sink}
        connections: [{from: source.out, to: palletiser.in}, {from: palletiser.out, to: sink.in}]
        """, ("SOURCE", source), ("TIMES", times));
}
