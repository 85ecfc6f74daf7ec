using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow.Junctions;

public sealed class InspectionTests
{
    private const double Defects = 0.2;
    private const double Misses = 0.1;
    private const double FalseRejects = 0.05;

    // Of parts with defect probability p pass (1 - p)(1 - f) + p m, of these p m with a defect; the rest is scrapped.
    [Fact]
    public void Run_WithErrors_PassesTheSharesOfTheFormula()
    {
        var found = Batches.Of(Lab("", ""), 1_000, 60, 10, 3, "inspection.throughput", "inspection.escaped", "inspection.scrap", "sink.good");

        var pass = ((1 - Defects) * (1 - FalseRejects)) + (Defects * Misses);
        found[0].AssertAgrees(pass, 0.02);
        found[1].AssertAgrees(Defects * Misses, 0.2);
        found[2].AssertAgrees(1 - pass, 0.05);
        found[3].AssertAgrees((1 - Defects) * (1 - FalseRejects), 0.02);
    }

    // Rework makes a part anew: it is looked at again, at most twice more.
    [Fact]
    public void Run_Rework_PassesTheGeometricShare()
    {
        var lab = Lab(", maxReworks: 2", """
            - {id: rework, module: machine, parameters: {service: 0.1, servers: 10, defectProbability: 0.2, restores: true}}
            """, "{from: inspection.reject, to: rework.in}, {from: rework.out, to: inspection.in}, ");
        var found = Batches.Of(lab, 1_000, 60, 10, 4, "inspection.throughput", "inspection.scrap", "rework.throughput");

        var reject = 1 - ((1 - Defects) * (1 - FalseRejects)) - (Defects * Misses);
        found[0].AssertAgrees(1 - Math.Pow(reject, 3), 0.01);
        found[1].AssertAgrees(Math.Pow(reject, 3), 0.3);
        found[2].AssertAgrees(reject + (reject * reject), 0.05);
    }

    [Fact]
    public void Run_SampleShare_LooksAtThatShareOnly()
    {
        var found = Batches.Of(Lab(", sampleShare: 0.3", ""), 1_000, 60, 10, 5, "inspection.inspected", "inspection.scrap");

        found[0].AssertAgrees(0.3, 0.05);
        found[1].AssertAgrees(0.3 * (1 - ((1 - Defects) * (1 - FalseRejects)) - (Defects * Misses)), 0.1);
    }

    [Fact]
    public void Set_OtherProbability_ChangesTheVerdictOfPartsInBetweenOnly()
    {
        var (before, after) = (Lab("", "").Run(2_000), new FlowRun(Lab("", "").Make()));
        after.Instance.Start();
        after.Instance.Find("inspection")!.Set("missProbability", 0.3);
        after.Continue(2_000);

        // Whoever escaped escapes again.
        Assert.True(after["inspection.escaped", Estimator.Total] > before["inspection.escaped", Estimator.Total]);
        Assert.Equal(before["sink.good", Estimator.Total], after["sink.good", Estimator.Total]);
    }

    private static FlowLab Lab(string parameters, string modules, string connections = "") => FlowLab.Of("""
        modules:
          - {id: source, module: source, parameters: {interarrival: 1}}
          - {id: station, module: machine, parameters: {service: 0.5, defectProbability: 0.2}}
          - {id: inspection, module: inspection, parameters: {missProbability: 0.1, falseRejectProbability: 0.05 PARAMETERS}}
          MODULES
          - {id: sink, module: sink}
        connections: [CONNECTIONS {from: source.out, to: station.in}, {from: station.out, to: inspection.in}, {from: inspection.out, to: sink.in}]
        """, ("PARAMETERS", parameters), ("MODULES", modules), ("CONNECTIONS", connections));
}
