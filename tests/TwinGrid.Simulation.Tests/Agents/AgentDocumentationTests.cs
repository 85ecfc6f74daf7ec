using System.Text.RegularExpressions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Agents;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Agents;

/// <summary>What <c>docs/simulation/agents.md</c> shows must work, and be all.</summary>
public sealed partial class AgentDocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "simulation", "agents.md"));

    [Fact]
    public void Example_OfThePage_RunsInBothArms()
    {
        var read = ScenarioReader.Read([("technicians.yaml", Example().Match(Text).Groups[1].Value)]);
        Assert.True(read.IsUsable, string.Join('\n', read.Diagnostics));
        var plan = ExperimentCompiler.Compile(Assert.Single(read.Documents), null, BuiltInModules.Catalog, StartState.Empty);
        Assert.Empty(plan.Errors);
        var outputs = new List<double>();
        foreach (var size in (double[])[1, 2])
        {
            var builder = new ModelBuilder(BuiltInModules.Catalog);
            builder.Set("technicians.size", new Model.Behaviours.NumberValue(size));
            builder.Add("", Assert.Single(read.Documents).Model);
            var result = builder.Build();
            Assert.Empty(result.Errors);
            var instance = result.Model!.Instantiate(Model.Time.SimClock.Microseconds, new Simulation.Randomness.StreamSource(1, 0));
            instance.Start();
            instance.Simulator.RunUntil(instance.Simulator.Clock.Time(14 * 86_400));
            outputs.Add(((Monitors.CounterMonitor)instance.FindMonitor("furnace.good")!).Total);
            foreach (var kpi in (string[])["technicians.exposure-heat", "technicians.exposure-noise", "technicians.errors", "technicians.fatigue", "technicians.response", "control-room.fired"])
            {
                var monitor = instance.FindMonitor(kpi)!;
                Assert.True(monitor.Value(monitor.DefaultEstimator, instance.Simulator.Now) > 0, kpi);
            }
        }

        Assert.True(outputs[1] >= outputs[0], string.Join(' ', outputs));
    }

    [Fact]
    public void Page_ParametersAndFigures_AreExplained()
    {
        foreach (var descriptor in AgentModules.All.Select(m => m.Descriptor))
        {
            Assert.All(descriptor.Parameters.Select(p => p.Name).Concat(descriptor.Observables.Select(o => o.Name)).Concat(descriptor.Ports.Select(p => p.Name)).Concat(descriptor.States.Select(s => s.Name)),
                name => Assert.Matches($@"`[^`\n]*\b{name}\b[^`\n]*`", Text));
            Assert.All(descriptor.Parameters.SelectMany(p => p.Choices), choice => Assert.Matches($@"`[^`\n]*\b{choice}\b[^`\n]*`", Text));
        }
    }

    [GeneratedRegex("```yaml\n(apiVersion.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
