using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.Modules;

/// <summary>Distributions as a document writes them.</summary>
internal static class WrittenLaws
{
    /// <summary>The law for a quantity in a unit; the reason when there is none.</summary>
    public static (Distribution? Law, string Error) Read(string yaml, string unit = "s")
    {
        var law = new LawArgument(unit, AssemblyScope.Empty).Read(Value(yaml), out var error);
        return (law, error);
    }

    /// <summary>What stands in a document.</summary>
    public static ParameterValue Value(string yaml)
    {
        var read = ScenarioReader.Read(
        [
            ("law.yaml", $$"""
            apiVersion: twingrid/v1
            kind: Experiment
            metadata: {name: law}
            spec:
              horizon: 1s
              kpis: [{id: none, of: none.none}]
              arms: [{name: only}]
              model:
                modules:
                  - id: none
                    module: source
                    parameters:
                      interarrival: {{yaml}}
            """),
        ]);
        Assert.True(read.IsUsable, string.Join('\n', read.Diagnostics));
        return Assert.Single(Assert.Single(read.Documents).Model.Modules).Parameters["interarrival"];
    }
}
