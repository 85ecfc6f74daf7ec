using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;

namespace TwinGrid.Simulation.Tests.Equations;

/// <summary>Modules and models from short documents.</summary>
internal static class Modules
{
    public static readonly SolverOptions Tight = new() { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-12 };

    /// <summary>A module from the lines of its spec.</summary>
    public static CheckedModule Read(string name, string spec)
    {
        var lines = spec.Split('\n').Select(l => l.Length > 0 ? "  " + l : l);
        var result = ModuleDocuments.Read(($"{name}.yaml", $"apiVersion: twingrid/v1\nkind: Module\nmetadata: {{name: {name}}}\nspec:\n{string.Join("\n", lines)}\n"));
        Assert.True(result.IsUsable, string.Join("\n", result.Diagnostics));
        return result.Modules[0];
    }

    public static EquationInstance Use(string path, CheckedModule module, params (string Name, double Value)[] parameters) =>
        new(path, module) { Parameters = parameters.ToImmutableSortedDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal) };

    /// <summary><c>a.out > b.in</c></summary>
    public static EquationConnection Connect(string text)
    {
        var ends = text.Split(" > ").Select(e => e.Split('.')).ToList();
        return new EquationConnection(new(ends[0][0], ends[0][1]), new(ends[1][0], ends[1][1]));
    }

    public static EquationModel Build(IReadOnlyList<EquationInstance> instances, params string[] connections)
    {
        var result = new EquationModelBuilder().Build(instances, [.. connections.Select(Connect)]);
        Assert.True(result.Diagnostics.Count == 0, string.Join("\n", result.Diagnostics));
        return Assert.Single(result.Models);
    }

    public static EquationModel Build(string spec, params (string Name, double Value)[] parameters) => Build([Use("m", Read("m", spec), parameters)]);

    public static EquationRun Start(EquationModel model, SolverOptions? options = null)
    {
        var run = new EquationRun(model, options ?? Tight);
        Assert.True(run.Start(0), run.Failure);
        return run;
    }

    public static double ValueAt(this EquationRun run, double t, string name)
    {
        Assert.True(run.AdvanceTo(t), run.Failure);
        run.Evaluate(t);
        return run.System[run.System.Model.Handle(name)];
    }
}
