using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.Samples;

public sealed class BottlingTests
{
    public static TheoryData<string> Names => [.. Sample.ReadFolder("bottling-line").Documents.Select(d => d.Name)];

    [Fact]
    public void Scenarios_ThereAreFive() => Assert.True(Names.Count >= 5);

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_Shortened_IsAnswered(string name)
    {
        var read = Sample.ReadFolder("bottling-line");
        var document = read.Documents.Single(d => d.Name == name);
        // Long enough for the timed change of the demand surge on the second day.
        document = document with { Replications = ReplicationPlan.Fixed(2), HorizonSeconds = Math.Min(document.HorizonSeconds, 130_000), Sensitivity = null };
        var compiled = ExperimentCompiler.Compile(document, read.Plant, BuiltInModules.Catalog, StartState.Empty);
        Assert.Empty(compiled.Errors);

        var run = Sample.Run(compiled.Plan!);

        Assert.Null(run.Failure);
        var answer = ExperimentAnalysis.Analyse(compiled.Plan!, run.Results());
        Assert.All(answer.Arms.SelectMany(a => a.Kpis), k => Assert.True(double.IsFinite(k.Estimate.Mean), k.Kpi));
        Assert.All(answer.Arms, a => Assert.True(a.Kpis.First(k => k.Kpi == "good").Estimate.Mean > 100));
    }
}
