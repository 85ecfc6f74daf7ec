using System.Collections.Immutable;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Hybrid;

/// <summary>Runs models with modules of equations that are written as documents.</summary>
internal static class HybridLab
{
    /// <summary>A document of kind Module.</summary>
    public static string Module(string name, string spec) =>
        $"apiVersion: twingrid/v1\nkind: Module\nmetadata: {{name: {name}}}\nspec:\n{Indent(spec, 2)}---\n";

    /// <summary>A document of kind Experiment with a model and KPIs, <c>h=tank.h.final</c>.</summary>
    public static string Experiment(string model, double horizonSeconds, string more, params string[] kpis) =>
        FormattableString.Invariant($"apiVersion: twingrid/v1\nkind: Experiment\nmetadata: {{name: lab}}\nspec:\n  horizon: {horizonSeconds}\n  replications: 1\n  arms: [{{name: only}}]\n") +
        (more.Length > 0 ? Indent(more, 2) : "") +
        $"  model:\n{Indent(model, 4)}  kpis:\n{string.Concat(kpis.Select(k => $"    - {{id: {k.Split('=')[0]}, of: {k.Split('=')[1]}}}\n"))}";

    /// <summary>The plan of documents.</summary>
    public static ExperimentPlan Plan(string documents, ExperimentOverrides? overrides = null) => Plan(documents, StartState.Empty, overrides);

    public static ExperimentPlan Plan(string documents, StartState start, ExperimentOverrides? overrides = null)
    {
        var result = Compile(documents, start, overrides);
        Assert.Empty(result.Errors);
        return result.Plan!;
    }

    /// <summary>What is wrong with documents that read well by themselves.</summary>
    public static ImmutableArray<ModelError> Errors(string documents) => Compile(documents, StartState.Empty, null).Errors;

    /// <summary>The first replication of documents.</summary>
    public static ReplicationResult Run(string documents, ExperimentOverrides? overrides = null)
    {
        var result = new ReplicationRunner(Plan(documents, overrides)).Run(default, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        return result;
    }

    /// <summary>A replication that is not started.</summary>
    public static ModelInstance Make(string documents)
    {
        var plan = Plan(documents);
        return plan.Arms[0].Model.Instantiate(SimClock.Microseconds, new StreamSource(1, 0), plan.Document.Solver);
    }

    private static ExperimentPlanResult Compile(string documents, StartState start, ExperimentOverrides? overrides)
    {
        var read = ScenarioReader.Read([("lab.yaml", documents)]);
        Assert.True(read.IsUsable, string.Join('\n', read.Diagnostics));
        var catalog = DocumentModules.AddTo(BuiltInModules.Catalog, read.Modules, out _);
        var document = Assert.Single(read.Documents);
        if (overrides is not null)
        {
            var changed = document.With(overrides, null);
            Assert.True(changed.Document is not null, string.Join('\n', changed.Diagnostics));
            document = changed.Document;
        }

        return ExperimentCompiler.Compile(document, null, catalog, start);
    }

    private static string Indent(string text, int by) => string.Concat(text.Split('\n').Select(line => line.Length > 0 ? $"{new string(' ', by)}{line}\n" : "\n"));
}

/// <summary>Notes when it was told of something.</summary>
internal sealed class Bell(Simulator simulator) : IEventTarget
{
    public List<(double Seconds, int Kind)> Rung { get; } = [];

    public ulong TraceId => 7;

    public void OnEvent(int kind, long argument) => Rung.Add((simulator.NowSeconds, kind));
}
