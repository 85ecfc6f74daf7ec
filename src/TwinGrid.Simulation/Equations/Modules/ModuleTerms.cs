using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Modules;

/// <summary>
/// A module in the form in which instances of it are flattened: variables numbered, equations as terms, comparisons as flags with the functions whose zeros change them.
/// Made once per module; immutable.
/// </summary>
internal sealed class ModuleTerms
{
    private readonly Dictionary<string, int> places;

    private ModuleTerms(ModuleDefinition definition, IReadOnlyList<LocalVariable> variables, Dictionary<string, int> places)
    {
        Definition = definition;
        Variables = variables;
        this.places = places;
    }

    public ModuleDefinition Definition { get; }

    /// <summary>All variables; the first is time.</summary>
    public IReadOnlyList<LocalVariable> Variables { get; }

    public required IReadOnlyList<ModuleEquation> Equations { get; init; }

    public required IReadOnlyList<ModuleRelation> Relations { get; init; }

    public required IReadOnlyList<ModuleEventTerms> Events { get; init; }

    /// <summary>Value at the start by variable, over parameters: of states and discrete variables, and guesses for others.</summary>
    public required IReadOnlyDictionary<int, Term> Initials { get; init; }

    /// <summary>Place of a variable; -1 when there is none.</summary>
    public int Find(string name) => places.GetValueOrDefault(name, -1);

    public static ModuleTerms Of(CheckedModule module)
    {
        var definition = module.Definition;
        var variables = new List<LocalVariable>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var variable in Declare(module))
        {
            places.Add(variable.Name, variables.Count);
            variables.Add(variable);
        }

        var translation = new ModuleTranslation(variables, places);
        var equations = module.Equations.Select((e, i) => translation.Equation(e, definition.Equations[i])).ToList();
        var events = module.Events.Select(translation.Event).ToList();
        var initials = new Dictionary<int, Term>();
        for (var i = 0; i < module.Initials.Length; i++)
        {
            if (module.Initials[i] is { } initial)
            {
                initials.Add(places[definition.Variables[i].Name], translation.AtEvents(initial));
            }
        }

        foreach (var output in definition.Ports.OfType<SignalPort>().Where(p => p is { IsOutput: true, IsBoolean: true }))
        {
            initials.Add(places[output.Name], new NumberTerm(output.Default ?? 0));
        }

        equations.AddRange(translation.Auxiliaries);
        return new ModuleTerms(definition, variables, places)
        {
            Equations = equations, Relations = translation.Relations, Events = events, Initials = initials,
        };
    }

    private static IEnumerable<LocalVariable> Declare(CheckedModule module)
    {
        var definition = module.Definition;
        yield return new LocalVariable(ModuleWord.Time, LocalKind.Time, Unit.Parse("s"));
        foreach (var parameter in definition.Parameters)
        {
            yield return new LocalVariable(parameter.Name, LocalKind.Parameter, Unit.Parse(parameter.Unit), parameter.IsBoolean);
        }

        foreach (var port in definition.Ports)
        {
            switch (port)
            {
                case SignalPort signal:
                    var kind = !signal.IsOutput ? LocalKind.Input : signal.IsBoolean ? LocalKind.Discrete : LocalKind.Algebraic;
                    yield return new LocalVariable(signal.Name, kind, Unit.Parse(signal.Unit), signal.IsBoolean);
                    break;
                case ConnectorPort connector:
                    yield return new LocalVariable($"{connector.Name}.{connector.Potential.Name}", LocalKind.Potential, Unit.Parse(connector.Potential.Unit));
                    yield return new LocalVariable($"{connector.Name}.{connector.Flow.Name}", LocalKind.Flow, Unit.Parse(connector.Flow.Unit));
                    break;
            }
        }

        foreach (var variable in definition.Variables)
        {
            var kind = variable.Kind != VariableKind.Number ? LocalKind.Discrete : module.States.Contains(variable.Name) ? LocalKind.State : LocalKind.Algebraic;
            var unit = Unit.Parse(variable.Unit);
            yield return new LocalVariable(variable.Name, kind, unit, variable.Kind == VariableKind.Boolean)
            {
                Nominal = variable.Nominal * unit.Scale,
                Min = variable.Min is { } min ? unit.ToCoherent(min) : null,
                Max = variable.Max is { } max ? unit.ToCoherent(max) : null,
            };
        }

        foreach (var state in module.States)
        {
            yield return new LocalVariable($"der({state})", LocalKind.Derivative, Unit.One);
        }
    }
}
