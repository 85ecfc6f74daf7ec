using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Simulation.Modules;

/// <summary>
/// Puts a model together: assemblies under prefixes (assets of a plant) or at the root (a document's own model), connections between them, values that are set from
/// outside. <see cref="Build"/> checks all of it and reports all that is wrong at once.
/// </summary>
/// <param name="catalog">Modules to be had.</param>
/// <param name="texts">Texts that parameters may name; null = none can be read.</param>
public sealed class ModelBuilder(ModuleCatalog catalog, ModelTexts? texts = null)
{
    private const int MaxDepth = 8;

    /// <summary>Makes surrogates in place of equations; null = all is as the equations say.</summary>
    internal SurrogateMaker? Surrogates { get; init; }

    private readonly ModelTexts texts = texts ?? new ModelTexts(null);
    private readonly List<ModelError> errors = [];
    private readonly List<PlannedModule> modules = [];
    private readonly Dictionary<string, PlannedModule> byPath = new(StringComparer.Ordinal);
    private readonly List<ModuleConnection> connections = [];
    private readonly Dictionary<string, PortEnd> exposed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterValue> settings = new(StringComparer.Ordinal);
    private readonly HashSet<string> assemblies = new(StringComparer.Ordinal);
    private readonly HashSet<string> sound = new(StringComparer.Ordinal);
    private readonly HashSet<string> unused = new(StringComparer.Ordinal);
    private bool hasUnknown;
    private readonly Dictionary<string, SettableParameter> settable = new(StringComparer.Ordinal);

    /// <summary>Sets a parameter of an assembly (<c>servers</c>, <c>asset.parameter</c>) or of a module (<c>component.parameter</c>). Before <see cref="Add"/>.</summary>
    public void Set(string path, ParameterValue value)
    {
        settings[path] = value;
        unused.Add(path);
    }

    /// <summary>Adds an assembly.</summary>
    /// <param name="prefix">Path under which its modules are; "" = the root.</param>
    /// <param name="assembly">What is added.</param>
    /// <param name="parameters">Values of the assembly's parameters beside its defaults (an asset's overrides); settings come first.</param>
    public void Add(string prefix, Assembly assembly, IReadOnlyDictionary<string, ParameterValue>? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        assemblies.Add(prefix);
        AddNested(prefix, assembly, parameters ?? ImmutableDictionary<string, ParameterValue>.Empty, 0);
    }

    /// <summary>Connects two ports by absolute paths, <c>component.port</c> or an assembly's exposed port.</summary>
    public void Connect(ModuleConnection connection) => connections.Add(connection);

    /// <summary>Whether the root or an assembly shows a port or has a module with it: <c>asset.out</c>.</summary>
    public bool HasPort(string path) => Find(path) is not null;

    /// <summary>Whether a path is a port through which something comes in.</summary>
    public bool IsInput(string path) => Find(path) is { } end && byPath[end.Path].Type.Descriptor.FindPort(end.Port)!.Direction == PortDirection.In;

    /// <summary>Whether an assembly was added under a prefix.</summary>
    public bool HasAssembly(string prefix) => assemblies.Contains(prefix);

    /// <summary>The model, or all that is wrong with it.</summary>
    public ModelResult Build()
    {
        foreach (var path in unused.Order(StringComparer.Ordinal))
        {
            errors.Add(new ModelError(settings[path].Place, $"no parameter '{path}'{Hint(path)}"));
        }

        foreach (var module in modules.Where(m => sound.Contains(m.Path)))
        {
            errors.AddRange(Of(module.Path, module.Place, module.Type.CheckWithin(module.Arguments, new ModelSurroundings(module, byPath, Find))));
        }

        errors.AddRange(modules.Where(m => sound.Contains(m.Path)).SelectMany(LostReferences));
        var planned = hasUnknown ? [] : new ConnectionCheck(byPath, exposed.Keys, errors).Check(modules, connections, Find);
        var equations = errors.Count > 0 ? [] : EquationAssembly.Build(modules, planned, path => Surrogates?.IsWanted(path) == true, catalog.Equations, errors);
        var surrogates = errors.Count > 0 ? null : Surrogates?.Make(modules, planned, equations, errors);
        return errors.Count > 0
            ? new ModelResult(null, [.. errors])
            : new ModelResult(new SimulationModel([.. modules], planned, equations, settable) { Surrogates = surrogates ?? ImmutableSortedDictionary<string, Surrogate>.Empty }, []);
    }

    /// <summary>What a module names as its crew, machine or calendar must be there.</summary>
    private IEnumerable<ModelError> LostReferences(PlannedModule module) =>
        from parameter in module.Type.Descriptor.Parameters
        where module.Arguments.Has(parameter.Name) && parameter.Kind is ParameterKind.Reference or ParameterKind.ReferenceList
        from path in parameter.Kind == ParameterKind.Reference ? [module.Arguments.Reference(parameter.Name)] : module.Arguments.References(parameter.Name)
        where !byPath.ContainsKey(path)
        select new ModelError(module.Place, $"{module.Path}.{parameter.Name}: no component '{path}'{ModelSurroundings.Hint(path, byPath.Keys.Order(StringComparer.Ordinal))}");

    private string Hint(string path)
    {
        const int Shown = 12;
        var known = settable.Keys.Order(StringComparer.Ordinal).ToArray();
        var alike = Suggestion.Nearest(path, known);
        return alike is not null ? $"; did you mean '{alike}'?"
            : settable.Count == 0 ? "; the model has none"
            : $"; there are {string.Join(", ", known.Take(Shown))}{(settable.Count > Shown ? ", ..." : "")}";
    }

    private void AddNested(string prefix, Assembly assembly, IReadOnlyDictionary<string, ParameterValue> parameters, int depth)
    {
        if (depth > MaxDepth)
        {
            errors.Add(new ModelError(SourcePlace.None, $"{prefix}: modules within each other are more than {MaxDepth} deep"));
            return;
        }

        var scope = AssemblyScope.Of(assembly.Parameters, Settings(prefix, assembly, parameters), errors);
        foreach (var use in assembly.Modules)
        {
            AddModule(prefix, use, scope, depth);
        }

        foreach (var connection in assembly.Connections)
        {
            connections.Add(connection with { From = Join(prefix, connection.From), To = Join(prefix, connection.To) });
        }

        foreach (var (name, target) in assembly.Ports)
        {
            if (Find(Join(prefix, target)) is { } end)
            {
                exposed[Join(prefix, name)] = end;
            }
            else
            {
                errors.Add(new ModelError(SourcePlace.None, $"{Join(prefix, name)}: no port '{target}'"));
            }
        }
    }

    private void AddModule(string prefix, ModuleUse use, AssemblyScope scope, int depth)
    {
        var path = Join(prefix, use.Id);
        if (catalog.Find(use.Module, use.Version) is not { } type)
        {
            var versioned = use.Version is null || catalog.Find(use.Module) is null ? "" : $" in version {use.Version}";
            var alike = versioned.Length > 0 ? null : Suggestion.Nearest(use.Module, catalog.Names);
            // What is connected with it can't be judged.
            hasUnknown = true;
            errors.Add(new ModelError(use.Place, $"{path}: no module '{use.Module}'{versioned}{(alike is null ? "" : $"; did you mean '{alike}'?")}"));
            return;
        }

        if (byPath.ContainsKey(path))
        {
            errors.Add(new ModelError(use.Place, $"there are two components '{path}'"));
            return;
        }

        var before = errors.Count;
        var arguments = new ArgumentReader(WithSettings(path, use, type.Descriptor), path, prefix, scope, texts, errors).Read(type.Descriptor);
        if (errors.Count == before)
        {
            errors.AddRange(Of(path, use.Place, type.Check(arguments)));
        }

        if (type is not CompoundModule compound)
        {
            var module = new PlannedModule(path, type, arguments, use.Place) { Prefix = prefix };
            modules.Add(module);
            byPath.Add(path, module);
            if (errors.Count == before)
            {
                sound.Add(path);
            }
        }
        else if (errors.Count == before)
        {
            AddNested(path, compound.Expand(arguments), ImmutableDictionary<string, ParameterValue>.Empty, depth + 1);
        }
    }

    private static IEnumerable<ModelError> Of(string path, SourcePlace place, IEnumerable<ModelError> found) =>
        found.Select(e => new ModelError(e.Place.IsNone ? place : e.Place, $"{path}: {e.Message}"));

    private Dictionary<string, ParameterValue> Settings(string prefix, Assembly assembly, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var set = new Dictionary<string, ParameterValue>(parameters, StringComparer.Ordinal);
        foreach (var parameter in assembly.Parameters)
        {
            var path = Join(prefix, parameter.Name);
            settable[path] = new SettableParameter(parameter.Default is NumberValue ? ParameterKind.Number : ParameterKind.Structure, parameter.Unit);
            if (settings.TryGetValue(path, out var value))
            {
                set[parameter.Name] = value;
                unused.Remove(path);
            }
        }

        return set;
    }

    private ModuleUse WithSettings(string path, ModuleUse use, ModuleDescriptor descriptor)
    {
        var parameters = use.Parameters;
        foreach (var parameter in descriptor.Parameters)
        {
            var name = Join(path, parameter.Name);
            settable[name] = new SettableParameter(parameter.Kind, parameter.Unit);
            if (settings.TryGetValue(name, out var value) && unused.Remove(name))
            {
                parameters = parameters.SetItem(parameter.Name, value);
            }
        }

        return use with { Parameters = parameters };
    }

    private PortEnd? Find(string path)
    {
        if (exposed.TryGetValue(path, out var end))
        {
            return end;
        }

        var dot = path.LastIndexOf('.');
        if (dot < 0)
        {
            return null;
        }

        var (component, port) = (path[..dot], path[(dot + 1)..]);
        return byPath.GetValueOrDefault(component)?.Type.Descriptor.FindPort(port) is not null ? new PortEnd(component, port) : null;
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
}
