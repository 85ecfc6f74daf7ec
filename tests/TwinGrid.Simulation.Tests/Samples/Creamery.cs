using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Modules;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Samples;

/// <summary>The process plant among the samples.</summary>
internal static class Creamery
{
    private const string Folder = "process-plant";
    private const long At = 1_000_000 * Nanoseconds.PerSecond;

    /// <summary>What its documents hold.</summary>
    public static ScenarioResult Read() => Sample.ReadFolder(Folder);

    /// <summary>The plan of a document about it.</summary>
    public static ExperimentPlan Plan(ScenarioResult read, ExperimentDocument document)
    {
        var compiled = ExperimentCompiler.Compile(document, read.Plant, Catalog(read), StartState.Empty);
        Assert.Empty(compiled.Errors);
        return compiled.Plan!;
    }

    /// <summary>The plan of a question of its own: KPIs as <c>id=path</c>, further keys of the spec line by line.</summary>
    public static (ExperimentPlan Plan, PlantDefinition Plant) Ask(string spec, params string[] kpis)
    {
        var text = $"apiVersion: twingrid/v1\nkind: Experiment\nmetadata: {{name: asked}}\nspec:\n  plant: creamery\n  arms: [{{name: only}}]\n" +
            string.Concat(spec.Split('\n').Select(line => $"  {line}\n")) + "  kpis:\n" +
            string.Concat(kpis.Select(k => $"    - {{id: {k.Split('=')[0]}, of: {k.Split('=')[1]}}}\n"));
        var read = ScenarioReader.Read([.. Repository.SampleFiles(Folder), ("asked.yaml", text)]);
        Assert.Empty(read.Diagnostics);
        return (Plan(read, read.Documents.Single(d => d.Name == "asked")), read.Plant!);
    }

    /// <summary>The same, from where signals say that the plant is.</summary>
    public static (ExperimentPlan Plan, IReadOnlyList<string> Warnings) AskLive(string spec, IReadOnlyDictionary<string, double> signals, params string[] kpis)
    {
        var (plan, plant) = Ask(spec, kpis);
        var start = LiveStarter.Read(plan, plant, Cut(plant, signals), "hash");
        Assert.Empty(start.Errors);
        return (plan.StartingFrom(start.Start!), [.. start.Start!.Warnings]);
    }

    /// <summary>KPIs of the first replication.</summary>
    public static Dictionary<string, double> Run(ExperimentPlan plan)
    {
        var run = Sample.Run(plan);
        Assert.Null(run.Failure);
        return plan.Document.Kpis.Select(k => k.Id).Zip(run.Results()[0][0].Kpis).ToDictionary(p => p.First, p => p.Second);
    }

    private static ModuleCatalog Catalog(ScenarioResult read)
    {
        var catalog = DocumentModules.AddTo(BuiltInModules.Catalog, read.Modules, out var replaced);
        Assert.Empty(replaced);
        return catalog;
    }

    /// <summary>A cut in which each signal, <c>asset.signal</c>, has just had its value; what is left out never had any.</summary>
    public static PlantCut Cut(PlantDefinition plant, IReadOnlyDictionary<string, double> signals)
    {
        var types = plant.Types.Values.ToDictionary(t => t.Id, t => new CutType(t.Id, [.. t.Signals.Select(s => new CutSignalName(s.Id, s.Unit))], [.. t.Parameters.Keys]), StringComparer.Ordinal);
        var assets = plant.Lines.SelectMany(l => l.Assets.Select(a => new CutAsset
        {
            Id = a.Id,
            Type = types[a.Type],
            Line = l.Id,
            Parameters = [.. plant.Types[a.Type].Parameters.Values.Select(p => a.Parameters.GetValueOrDefault(p.Id, p.Default))],
            Signals = [.. plant.Types[a.Type].Signals.Select(s => signals.TryGetValue($"{a.Id}.{s.Id}", out var value)
                ? new CutSignal(value, null, At, Quality.Good, double.NaN, double.NaN, At - (60 * Nanoseconds.PerSecond))
                : new CutSignal(double.NaN, null, long.MinValue, Quality.BadWaitingForInitialData, double.NaN, double.NaN, long.MinValue))],
        }));
        return new PlantCut
        {
            Plant = plant.Id, DefinitionHash = plant.Hash, AtNs = At, Types = [.. types.Values.OrderBy(t => t.Id, StringComparer.Ordinal)], Assets = [.. assets.OrderBy(a => a.Id, StringComparer.Ordinal)],
        };
    }
}
