using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;

namespace TwinGrid.Simulation.Modules;

/// <summary>The other modules of a model, as one of them refers to them: by the id of a sibling, or by a path of the model that starts with '/'.</summary>
public sealed class ModelSurroundings
{
    private readonly string prefix;
    private readonly IReadOnlyDictionary<string, PlannedModule> modules;
    private readonly Func<string, PortEnd?> findPort;

    internal ModelSurroundings(PlannedModule module, IReadOnlyDictionary<string, PlannedModule> modules, Func<string, PortEnd?> findPort)
    {
        Path = module.Path;
        prefix = module.Prefix;
        this.modules = modules;
        this.findPort = findPort;
    }

    /// <summary>Path of the module itself.</summary>
    public string Path { get; }

    /// <summary>The path of the model that a reference stands for.</summary>
    public string Absolute(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.StartsWith('/') ? reference[1..] : prefix.Length == 0 ? reference : $"{prefix}.{reference}";
    }

    /// <summary>A module; null when there is none.</summary>
    public PlannedModule? Find(string reference) => modules.GetValueOrDefault(Absolute(reference));

    /// <summary>A port, <c>module.port</c> or one that an assembly shows, with the module that has it; null when there is none.</summary>
    public (PlannedModule Module, PortDescriptor Port)? FindPort(string reference)
    {
        if (findPort(Absolute(reference)) is not { } end)
        {
            return null;
        }

        var module = modules[end.Path];
        return (module, module.Type.Descriptor.FindPort(end.Port)!);
    }

    /// <summary>A parameter, <c>module.parameter</c>, with the module that has it; null when there is none.</summary>
    public (PlannedModule Module, ParameterDescriptor Parameter)? FindParameter(string reference)
    {
        if (ModelPath.Split(Absolute(reference), modules.ContainsKey) is not var (path, name))
        {
            return null;
        }

        var module = modules[path];
        return module.Type.Descriptor.FindParameter(name) is { } parameter ? (module, parameter) : null;
    }

    /// <summary>The references to the module, by the path of who refers to it.</summary>
    public IEnumerable<(PlannedModule Module, ParameterDescriptor Parameter)> References() =>
        from module in modules.Values.OrderBy(m => m.Path, StringComparer.Ordinal)
        from parameter in module.Type.Descriptor.Parameters
        where parameter.Kind == ParameterKind.Reference && module.Arguments.Has(parameter.Name) && module.Arguments.Reference(parameter.Name) == Path
        select (module, parameter);

    /// <summary>Names of siblings, sorted, for messages.</summary>
    public IEnumerable<string> Siblings =>
        modules.Values.Where(m => m.Prefix == prefix).Select(m => prefix.Length == 0 ? m.Path : m.Path[(prefix.Length + 1)..]).Order(StringComparer.Ordinal);

    /// <summary>Says that a module is not there, with the one that was probably meant.</summary>
    public string NoComponent(string reference) => $"no component '{reference}'{Hint(reference, Siblings)}";

    /// <summary>The end of a message on a name that is not there: what was probably meant, or what there is.</summary>
    public static string Hint(string name, IEnumerable<string> candidates)
    {
        const int Shown = 12;
        var known = candidates.ToList();
        return Suggestion.Nearest(name, known) is { } alike ? $"; did you mean '{alike}'?"
            : known.Count == 0 ? ""
            : $"; there are {string.Join(", ", known.Take(Shown))}{(known.Count > Shown ? ", ..." : "")}";
    }
}
