using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>What a surrogate of an instance of a module is made of: its states and whatever its equations get from outside, with the ranges in which it is to hold.</summary>
/// <param name="States">In the order of the system; totals among them.</param>
/// <param name="Inputs">Connected inputs and tunable parameters that have a range.</param>
internal sealed record SurrogateDomain(ImmutableArray<SurrogateVariable> States, ImmutableArray<SurrogateVariable> Inputs)
{
    /// <summary>Beyond these polynomials have more terms than can be learned in a moment.</summary>
    private const int MostVariables = 12;

    /// <summary>The domain of equations to which there is no <see cref="Objection"/>; null with the reason when a surrogate can't be made.</summary>
    /// <param name="model">The equations of the instance.</param>
    /// <param name="module">Its module.</param>
    /// <param name="settings">Ranges among others.</param>
    /// <param name="connected">Names of connected inputs.</param>
    /// <param name="objection">Why not.</param>
    public static SurrogateDomain? Of(EquationModel model, CheckedModule module, SurrogateSettings settings, IReadOnlyCollection<string> connected, out string objection)
    {
        objection = UnknownRange(module, settings) ?? "";
        if (objection.Length > 0)
        {
            return null;
        }

        var used = UsedInEquations(module);
        var problems = new List<string>();
        var totals = TotalsOf(model);
        var path = model.Paths.Single();
        var states = model.Code.Layout.States.Select(handle => State(model.Describe(handle), path, module.Definition, settings, totals.Contains(handle), problems)).ToList();
        var inputs = module.Definition.Ports.OfType<SignalPort>().Where(p => !p.IsOutput && connected.Contains(p.Name) && used.Contains(p.Name)).Select(p => p.Name)
            .Concat(module.Definition.Parameters.Where(p => p.IsTunable && used.Contains(p.Name) && settings.Ranges.ContainsKey(p.Name)).Select(p => p.Name))
            .Select(name => Input(model.Describe(model.Handle($"{path}.{name}")), name, settings, problems)).ToList();
        if (problems.Count == 0 && states.Count(s => !s!.IsTotal) + inputs.Count > MostVariables)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{states.Count} states and {inputs.Count} inputs are too many; at most {MostVariables} together can be learned"));
        }

        objection = string.Join("; ", problems);
        return problems.Count > 0 ? null : new SurrogateDomain([.. states.Select(s => s!)], [.. inputs.Select(i => i!)]);
    }

    /// <summary>Names of what appears in equations, apart from conditions and new values of events.</summary>
    public static IReadOnlySet<string> UsedInEquations(CheckedModule module) =>
        module.Equations.SelectMany(e => e.Left.Inputs.Concat(e.Right.Inputs)).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Handles of states that no derivative depends on, as far as that can be seen from the form of the equations: they are integrals of the others, and need no range of their own.
    /// </summary>
    private static HashSet<int> TotalsOf(EquationModel model)
    {
        var code = model.Code;
        if (code.GateCount > 0 || code.Loops.Length > 0)
        {
            return [];
        }

        var sources = code.Tangents.SelectMany(t => t.Row!.Sources).Select(s => s.Source).ToHashSet();
        return [.. code.Layout.States.Where(handle => !sources.Contains(code.Layout.SlotOf(handle)))];
    }

    /// <summary>Why equations of this kind can't have a surrogate; null when they can.</summary>
    public static string? Objection(EquationModel model, CheckedModule module)
    {
        var definition = module.Definition;
        var used = UsedInEquations(module);
        var discrete = definition.Variables.Where(v => v.Kind != VariableKind.Number).Select(v => v.Name)
            .Concat(definition.Ports.OfType<SignalPort>().Where(p => p is { IsOutput: true, IsBoolean: true }).Select(p => p.Name)).FirstOrDefault(used.Contains);
        return module.States.IsEmpty ? $"{definition} has no state: there is nothing to integrate, and its equations are as fast as a surrogate"
            : definition.Events.FirstOrDefault(e => e.Set.Any(s => module.States.Contains(s.Variable))) is { } jump
                ? $"event '{jump.Name}' of {definition} makes a state jump, which a smooth surrogate can't follow"
            : discrete is not null ? $"'{discrete}' of {definition} changes at its own events and goes into the equations, which a smooth surrogate can't follow"
            : model.Code.Layout.Tears.Count > 0 ? $"{definition} has an algebraic loop that is solved together with the states"
            : !model.Code.IsAutonomous ? $"the equations of {definition} depend on time itself"
            : null;
    }

    private static string? UnknownRange(CheckedModule module, SurrogateSettings settings)
    {
        var definition = module.Definition;
        var known = module.States.Concat(definition.Ports.OfType<SignalPort>().Where(p => !p.IsOutput).Select(p => p.Name))
            .Concat(definition.Parameters.Where(p => p.IsTunable).Select(p => p.Name)).ToList();
        return settings.Ranges.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? $"{definition} has no state, input or tunable parameter '{unknown}' that could have a range{ModelSurroundings.Hint(unknown, known)}"
            : null;
    }

    private static SurrogateVariable? State(EquationVariable variable, string path, ModuleDefinition definition, SurrogateSettings settings, bool isTotal, List<string> problems)
    {
        var name = variable.Name[(path.Length + 1)..];
        if (settings.Ranges.TryGetValue(name, out var given))
        {
            return Ranged(variable, name, given, problems);
        }

        if (isTotal)
        {
            return new SurrogateVariable(name, variable.Handle, variable.Unit, double.NegativeInfinity, double.PositiveInfinity, false);
        }

        if (definition.Variables.FirstOrDefault(v => v.Name == name) is { Min: { } min, Max: { } max })
        {
            return Ranged(variable, name, new SurrogateRange(new NumberValue(min), new NumberValue(max)), problems);
        }

        problems.Add(Missing("state", name, variable.Unit));
        return null;
    }

    private static SurrogateVariable? Input(EquationVariable variable, string name, SurrogateSettings settings, List<string> problems)
    {
        if (variable.IsBoolean)
        {
            return new SurrogateVariable(name, variable.Handle, variable.Unit, 0, 1, true);
        }

        if (settings.Ranges.TryGetValue(name, out var given))
        {
            return Ranged(variable, name, given, problems);
        }

        problems.Add(Missing("input", name, variable.Unit));
        return null;
    }

    private static string Missing(string kind, string name, Unit unit) =>
        $"the range of {kind} '{name}' is not known: write it under surrogate, ranges: {{{name}: {{min: ..., max: ...}}}}, in '{unit}'";

    private static SurrogateVariable? Ranged(EquationVariable variable, string name, SurrogateRange range, List<string> problems)
    {
        if (!NumberInUnit.TryConvert(range.Min, variable.Unit.Code, out var min, out var error) || !NumberInUnit.TryConvert(range.Max, variable.Unit.Code, out var max, out error))
        {
            problems.Add($"range of '{name}': {error}");
            return null;
        }

        if (!(min < max))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"range of '{name}': max {max} must be above min {min}"));
            return null;
        }

        return new SurrogateVariable(name, variable.Handle, variable.Unit, variable.Unit.ToCoherent(min), variable.Unit.ToCoherent(max), false);
    }
}
