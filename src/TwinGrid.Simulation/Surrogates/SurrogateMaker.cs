using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>
/// Makes the surrogates that a document wants in place of equations. One serves all instances of a module with the same parameters, in all arms; with other parameters another one is made.
/// Safe for use from many threads.
/// </summary>
/// <param name="fidelity">What computes components, by path.</param>
/// <param name="options">How the equations behind them are solved.</param>
internal sealed class SurrogateMaker(ImmutableSortedDictionary<string, ComponentFidelity> fidelity, SolverOptions options)
{
    /// <summary>Draws of uncertain parameters and points of a sensitivity analysis have one each, needed once.</summary>
    private const int MostKept = 64;

    private readonly Lock mutex = new();
    private readonly Dictionary<string, ((FlowMap Map, SurrogateAccuracy Accuracy)? Made, string Objection)> made = new(StringComparer.Ordinal);

    /// <summary>Whether a component is to be computed by a surrogate.</summary>
    public bool IsWanted(string path) => fidelity.TryGetValue(path, out var one) && one.Kind == Fidelity.Surrogate;

    /// <summary>The surrogates of a model, by path; what is wrong is reported.</summary>
    public ImmutableSortedDictionary<string, Surrogate> Make(
        IReadOnlyList<PlannedModule> modules, IReadOnlyList<PlannedConnection> connections, IReadOnlyList<EquationModel> equations, ICollection<ModelError> errors)
    {
        var surrogates = ImmutableSortedDictionary.CreateBuilder<string, Surrogate>(StringComparer.Ordinal);
        foreach (var (path, one) in fidelity)
        {
            if (modules.FirstOrDefault(m => m.Path == path) is not { } module)
            {
                errors.Add(new ModelError(one.Place, $"fidelity: {NoComponent(path, modules)}"));
            }
            else if (one.Kind == Fidelity.Surrogate)
            {
                var surrogate = Make(module, one.Surrogate, connections, equations, out var objection);
                if (surrogate is not null)
                {
                    surrogates.Add(path, surrogate);
                }
                else
                {
                    errors.Add(new ModelError(one.Place, $"fidelity: {path} can't be computed by a surrogate: {objection}"));
                }
            }
        }

        return surrogates.ToImmutable();
    }

    private static string NoComponent(string path, IReadOnlyList<PlannedModule> modules)
    {
        var within = modules.Where(m => m.Path.StartsWith(path + ".", StringComparison.Ordinal) && m.Type is EquationModule).Select(m => m.Path).ToList();
        return within.Count > 0
            ? $"'{path}' is no component but has several; one of equations is meant: {string.Join(", ", within)}"
            : $"the model has no component '{path}'{ModelSurroundings.Hint(path, modules.Select(m => m.Path))}";
    }

    private Surrogate? Make(
        PlannedModule module, SurrogateSettings own, IReadOnlyList<PlannedConnection> connections, IReadOnlyList<EquationModel> equations, out string objection)
    {
        if (module.Type is not EquationModule type)
        {
            objection = $"{module.Type.Descriptor.Name} is no module of equations; what is discrete is fast as it is";
            return null;
        }

        var model = equations.First(e => e.Paths.Contains(module.Path));
        if (model.Paths.Count() > 1)
        {
            var other = connections.First(c => (c.From.Path == module.Path || c.To.Path == module.Path) && model.Paths.Contains(c.From.Path) && model.Paths.Contains(c.To.Path));
            var (port, end) = other.From.Path == module.Path ? (other.From, other.To) : (other.To, other.From);
            objection = $"its port '{port.Port}' exchanges a flow with {end}, so that both have to be solved together; a surrogate can be connected by signals only";
            return null;
        }

        var connected = connections.Where(c => c.To.Path == module.Path).Select(c => c.To.Port).Order(StringComparer.Ordinal).ToList();
        var settings = own.Over(type.Module.Definition.Surrogate);
        if (SurrogateDomain.Objection(model, type.Module) is { } impossible)
        {
            objection = impossible;
            return null;
        }

        if (settings.StepSeconds is null && Meets(module, connections, equations) is { Count: > 0 } others)
        {
            objection = $"it exchanges signals that move with other equations ({string.Join(", ", others)}), which happens at its steps only: say how long these may be (surrogate.step), short against what moves between them, such as the band of a controller";
            return null;
        }

        var (map, why) = Cached(model, type.Module, settings, connected);
        objection = why;
        return map is null ? null : new Surrogate(module.Path, type.Module.Definition.ToString(), map.Value.Map, map.Value.Accuracy, FixedOf(type.Module, map.Value.Map));
    }

    /// <summary>Ends of connections to other equations on which something moves between events.</summary>
    private static List<string> Meets(PlannedModule module, IReadOnlyList<PlannedConnection> connections, IReadOnlyList<EquationModel> equations)
    {
        var moving = equations.Where(e => !e.IsPiecewiseConstant).SelectMany(e => e.Paths).ToHashSet(StringComparer.Ordinal);
        var all = equations.SelectMany(e => e.Paths).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. connections.Where(c => c.To.Path == module.Path && moving.Contains(c.From.Path)).Select(c => c.From.ToString()),
            .. connections.Where(c => c.From.Path == module.Path && c.To.Path != module.Path && all.Contains(c.To.Path)).Select(c => c.To.ToString()),
        ];
    }

    private ((FlowMap Map, SurrogateAccuracy Accuracy)? Made, string Objection) Cached(EquationModel model, CheckedModule module, SurrogateSettings settings, List<string> connected)
    {
        var key = KeyOf(model, module, settings, connected);
        lock (mutex)
        {
            if (!made.TryGetValue(key, out var known))
            {
                if (made.Count == MostKept)
                {
                    made.Clear();
                }

                var fit = FlowMapFit.Make(model, module, settings, connected, options, out var objection);
                made.Add(key, known = (fit, objection));
            }

            return known;
        }
    }

    private static string KeyOf(EquationModel model, CheckedModule module, SurrogateSettings settings, List<string> connected)
    {
        var values = string.Join(' ', model.Defaults.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
        var ranges = string.Join(' ', settings.Ranges.Select(r => FormattableString.Invariant($"{r.Key} {r.Value.Min.Value:R} {r.Value.Min.Unit} {r.Value.Max.Value:R} {r.Value.Max.Unit}")));
        return string.Create(CultureInfo.InvariantCulture, $"{module.Definition} {module.Definition.Hash} | {values} | {settings.StepSeconds:R} {settings.Degree} {settings.Tolerance:R} | {ranges} | {string.Join(' ', connected)}");
    }

    private static List<string> FixedOf(CheckedModule module, FlowMap map)
    {
        var used = SurrogateDomain.UsedInEquations(module);
        return [.. module.Definition.Parameters.Select(p => p.Name).Where(name => used.Contains(name) && map.Inputs.All(i => i.Name != name))];
    }
}
