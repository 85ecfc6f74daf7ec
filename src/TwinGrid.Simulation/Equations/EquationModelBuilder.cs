using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Definitions;
using TwinGrid.Simulation.Equations.Compilation;
using TwinGrid.Simulation.Equations.Flattening;
using TwinGrid.Simulation.Equations.Modules;

namespace TwinGrid.Simulation.Equations;

/// <summary>
/// Makes models of instances and connections. What instances have in common is analysed and compiled once: keep a builder for as long as the modules are in use.
/// Safe for use from many threads.
/// </summary>
public sealed class EquationModelBuilder
{
    private readonly Lock mutex = new();
    private readonly Dictionary<CheckedModule, (int Number, ModuleTerms Terms)> modules = [];
    private readonly Dictionary<string, BlockCode> blocks = new(StringComparer.Ordinal);
    private readonly TermCodeCache cache = new();

    /// <summary>Makes a model of each set of instances that are connected, directly or not.</summary>
    /// <param name="instances">Uses of modules, paths unique.</param>
    /// <param name="connections">Between their ports.</param>
    /// <returns>The models, in the order of their first instances, or what is wrong.</returns>
    public EquationBuildResult Build(IReadOnlyList<EquationInstance> instances, IReadOnlyList<EquationConnection> connections)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(connections);
        lock (mutex)
        {
            return BuildLocked(instances, connections);
        }
    }

    private EquationBuildResult BuildLocked(IReadOnlyList<EquationInstance> instances, IReadOnlyList<EquationConnection> connections)
    {
        var findings = new List<DefinitionDiagnostic>();
        var flat = new List<FlatInstance>();
        var byPath = new Dictionary<string, FlatInstance>(StringComparer.Ordinal);
        foreach (var instance in instances)
        {
            var one = new FlatInstance(instance, TermsOf(instance.Module).Terms, 0);
            flat.Add(one);
            if (!byPath.TryAdd(instance.Path, one))
            {
                Report(findings, instance.Place, $"'{instance.Path}' is there twice");
            }
        }

        var check = new ConnectionCheck(byPath, findings);
        var joined = connections.Select(check.Check).OfType<CheckedConnection>().ToList();
        var models = new List<EquationModel>();
        if (findings.Count == 0)
        {
            foreach (var block in BlocksOf(flat, joined))
            {
                if (Make(block.Instances, block.Connections, findings) is { } model)
                {
                    models.Add(model);
                }
            }
        }

        return new EquationBuildResult(findings.Count == 0 ? [.. models] : [], findings);
    }

    private EquationModel? Make(List<FlatInstance> members, List<CheckedConnection> connections, List<DefinitionDiagnostic> findings)
    {
        var signature = SignatureOf(members, connections);
        if (!blocks.TryGetValue(signature, out var code))
        {
            var offset = 0;
            var own = new Dictionary<FlatInstance, FlatInstance>(ReferenceEqualityComparer.Instance);
            foreach (var member in members)
            {
                own.Add(member, new FlatInstance(member.Instance, member.Terms, offset));
                offset += member.Terms.Variables.Count;
            }

            var system = FlatSystem.Of([.. own.Values], [.. connections.Select(c => c with { From = own[c.From], To = own[c.To] })]);
            if (!SystemPlan.TryMake(system, findings, out var plan))
            {
                return null;
            }

            code = BlockCompiler.Compile(system, plan, cache);
            blocks.Add(signature, code);
        }

        var instances = members.Select(m => m.Instance).ToList();
        return ModelDefaults.TryMake(code, instances, findings, out var defaults) ? new EquationModel(code, instances, defaults) : null;
    }

    private (int Number, ModuleTerms Terms) TermsOf(CheckedModule module)
    {
        if (!modules.TryGetValue(module, out var known))
        {
            known = (modules.Count, ModuleTerms.Of(module));
            modules.Add(module, known);
        }

        return known;
    }

    /// <summary>The same for instances of the same modules that are connected in the same way.</summary>
    private string SignatureOf(List<FlatInstance> members, List<CheckedConnection> connections)
    {
        var text = new StringBuilder();
        var numbers = new Dictionary<FlatInstance, int>(ReferenceEqualityComparer.Instance);
        foreach (var member in members)
        {
            numbers.Add(member, numbers.Count);
            text.Append(CultureInfo.InvariantCulture, $"{modules[member.Instance.Module].Number} ");
        }

        foreach (var connection in connections)
        {
            text.Append(CultureInfo.InvariantCulture, $"{numbers[connection.From]}.{connection.FromPort.Name}>{numbers[connection.To]}.{connection.ToPort.Name} ");
        }

        return text.ToString();
    }

    private static IEnumerable<(List<FlatInstance> Instances, List<CheckedConnection> Connections)> BlocksOf(List<FlatInstance> instances, List<CheckedConnection> connections)
    {
        var numbers = new Dictionary<FlatInstance, int>(ReferenceEqualityComparer.Instance);
        foreach (var instance in instances)
        {
            numbers.Add(instance, numbers.Count);
        }

        var sets = new UnionFind(instances.Count);
        foreach (var connection in connections)
        {
            sets.Join(numbers[connection.From], numbers[connection.To]);
        }

        var blocks = new SortedDictionary<int, (List<FlatInstance> Instances, List<CheckedConnection> Connections)>();
        foreach (var instance in instances)
        {
            var set = sets.Find(numbers[instance]);
            blocks.TryAdd(set, ([], []));
            blocks[set].Instances.Add(instance);
        }

        foreach (var connection in connections)
        {
            blocks[sets.Find(numbers[connection.From])].Connections.Add(connection);
        }

        return blocks.Values;
    }

    private static void Report(List<DefinitionDiagnostic> findings, SourcePlace place, string message) =>
        findings.Add(new DefinitionDiagnostic(DiagnosticSeverity.Error, place.File, place.Line, place.Column, place.Path, message, []));
}

/// <summary>What came of building models of equations.</summary>
/// <param name="Models">The models; empty when something is wrong.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record EquationBuildResult(ImmutableArray<EquationModel> Models, IReadOnlyList<DefinitionDiagnostic> Diagnostics);
