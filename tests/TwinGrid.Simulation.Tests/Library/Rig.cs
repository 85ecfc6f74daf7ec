using TwinGrid.Simulation.Tests.Hybrid;

namespace TwinGrid.Simulation.Tests.Library;

/// <summary>Sets up a module of the library with what it needs around it, and reads what it comes to.</summary>
/// <param name="horizonSeconds">How long it runs, s.</param>
internal sealed class Rig(double horizonSeconds)
{
    private readonly List<string> documents = [];
    private readonly List<string> modules = [];
    private readonly List<string> connections = [];

    /// <summary>Uses a module, parameters as in a document: <c>area: 2, start: 1</c>.</summary>
    public Rig Use(string id, string module, string parameters = "")
    {
        modules.Add($"  - {{id: {id}, module: {module}, parameters: {{{parameters}}}}}");
        return this;
    }

    public Rig Join(string from, string to)
    {
        connections.Add($"  - {{from: {from}, to: {to}}}");
        return this;
    }

    /// <summary>Adds a document with a module of one's own.</summary>
    public Rig With(string document)
    {
        documents.Add(document);
        return this;
    }

    /// <summary>Feeds an input with an expression of time.</summary>
    public Rig Feed(string to, string unit, string expression)
    {
        var name = $"feed-{documents.Count}";
        documents.Add(HybridLab.Module(name, $"ports: [{{name: y, unit: \"{unit}\", direction: out}}]\nequations: [\"y = {expression}\"]"));
        return Use(name, name).Join($"{name}.y", to);
    }

    /// <summary>Values at the horizon, or what an estimator makes of the course: <c>tank.h.mean</c>.</summary>
    public double[] Read(params string[] outputs)
    {
        var model = $"modules:\n{string.Join('\n', modules)}" + (connections.Count > 0 ? $"\nconnections:\n{string.Join('\n', connections)}" : "");
        var kpis = outputs.Select((o, i) => $"k{i}={(o.Count(c => c == '.') == 1 ? $"{o}.final" : o)}").ToArray();
        var result = HybridLab.Run(string.Concat(documents) + HybridLab.Experiment(model, horizonSeconds, "solver: {relativeTolerance: 1e-10, absoluteTolerance: 1e-12}", kpis));
        return [.. result.Kpis];
    }
}
