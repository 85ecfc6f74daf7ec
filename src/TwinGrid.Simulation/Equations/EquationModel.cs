using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Equations.Compilation;
using TwinGrid.Simulation.Equations.Flattening;
using TwinGrid.Simulation.Equations.Modules;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Simulation.Equations;

/// <summary>
/// Connected instances of equation modules, ready to run: their equations are ordered and compiled. Immutable; any number of <see cref="EquationSystem"/>s, on any
/// threads, run from one model. Made by <see cref="EquationModelBuilder"/>.
/// </summary>
public sealed class EquationModel
{
    private readonly IReadOnlyList<EquationInstance> instances;
    private readonly Lazy<Dictionary<string, int>> handles;
    private readonly Lazy<List<string>> events;
    private readonly Lazy<Dictionary<string, int>> eventNumbers;

    internal EquationModel(BlockCode code, IReadOnlyList<EquationInstance> instances, double[] defaults)
    {
        Code = code;
        this.instances = instances;
        Defaults = defaults;
        handles = new Lazy<Dictionary<string, int>>(ListHandles);
        events = new Lazy<List<string>>(() => [.. Code.Events.Select(e => $"{instances[e.Owner].Path}.{e.Event.Name}")]);
        eventNumbers = new Lazy<Dictionary<string, int>>(() => Events.Select((e, i) => (e, i)).ToDictionary(e => e.e, e => e.i, StringComparer.Ordinal));
    }

    /// <summary>Paths of the instances.</summary>
    public IEnumerable<string> Paths => instances.Select(i => i.Path);

    /// <summary>All variables; what connections made equal is one.</summary>
    public IEnumerable<EquationVariable> Variables => Code.System.Variables.Where(v => v.Owner >= 0).Select(v => Describe(v.Index));

    /// <summary>Names of events that documents define, <c>tank-1.empty</c>, by their number.</summary>
    public IReadOnlyList<string> Events => events.Value;

    /// <summary>Nothing in it changes but when something from outside does, or an event happens.</summary>
    internal bool IsPiecewiseConstant => Code.Layout.States.Count == 0 && Code.System.Instances.All(i => !SurrogateDomain.UsedInEquations(i.Instance.Module).Contains(ModuleWord.Time));

    internal BlockCode Code { get; }

    /// <summary>Values at the start: parameters and unconnected inputs.</summary>
    internal double[] Defaults { get; }

    /// <summary>The variable with a name, <c>tank-1.h</c>; -1 when there is none.</summary>
    public int Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return handles.Value.GetValueOrDefault(name, -1);
    }

    /// <summary>The variable with a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public int Handle(string name)
    {
        var handle = Find(name);
        return handle >= 0
            ? handle
            : throw new ArgumentException($"There is no variable '{name}'{(Suggestion.Nearest(name, handles.Value.Keys) is { } alike ? $"; did you mean '{alike}'?" : ".")}", nameof(name));
    }

    /// <summary>Number of a document's event, <c>tank-1.empty</c>; -1 when there is none.</summary>
    public int FindEvent(string name) => eventNumbers.Value.GetValueOrDefault(name, -1);

    /// <summary>The variable with a handle.</summary>
    public EquationVariable Describe(int handle)
    {
        var variable = Code.System.Variables[handle];
        return new EquationVariable(handle, NameOf(handle), (EquationVariableKind)variable.Kind, variable.Unit, variable.IsBoolean);
    }

    internal string NameOf(int variable)
    {
        var flat = Code.System.Variables[variable];
        return flat.Owner < 0 ? flat.Name : flat.NameIn(instances[flat.Owner].Path);
    }

    internal string PathOf(int instance) => instances[instance].Path;

    /// <summary>Names of all variables, those that connections made equal to others too.</summary>
    private Dictionary<string, int> ListHandles()
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal) { ["time"] = 0 };
        for (var i = 0; i < instances.Count; i++)
        {
            var flat = Code.System.Instances[i];
            for (var local = 1; local < flat.Map.Length; local++)
            {
                var variable = flat.Terms.Variables[local];
                if (variable.Kind != LocalKind.Flag)
                {
                    names.TryAdd(variable.Kind == LocalKind.Derivative ? $"der({instances[i].Path}.{variable.Name[4..]}" : $"{instances[i].Path}.{variable.Name}", flat.Map[local]);
                }
            }
        }

        return names;
    }
}
