using System.Collections.Immutable;

namespace TwinGrid.Model.Behaviours;

/// <summary>Modules and what connects them: the behaviour of an asset type, or a whole model of its own. As written; checked against the modules' descriptors when a model is built.</summary>
public sealed record Assembly
{
    /// <summary>Numbers and texts that the modules' parameters may refer to, by name; a name may hold dots (<c>arrival.rate</c>).</summary>
    public ImmutableArray<AssemblyParameter> Parameters { get; init; } = [];

    /// <summary>Module instances, ids unique within the assembly.</summary>
    public ImmutableArray<ModuleUse> Modules { get; init; } = [];

    /// <summary>Connections between ports of modules.</summary>
    public ImmutableArray<ModuleConnection> Connections { get; init; } = [];

    /// <summary>Ports that the assembly shows to the outside (plant flows connect them): name to <c>module.port</c>.</summary>
    public ImmutableSortedDictionary<string, string> Ports { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>A parameter of an assembly.</summary>
/// <param name="Name">Unique in the assembly.</param>
/// <param name="Unit">UCUM code; "1" for plain numbers and texts.</param>
/// <param name="Default">Value unless overridden.</param>
/// <param name="Min">Lowest allowed, in the unit; null = none.</param>
/// <param name="Max">Highest allowed, in the unit; null = none.</param>
public sealed record AssemblyParameter(string Name, string Unit, ParameterValue Default, double? Min, double? Max)
{
    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>One use of a module.</summary>
/// <param name="Id">Unique in the assembly; the last part of the component's path.</param>
/// <param name="Module">Name of the module, <c>machine</c>.</param>
/// <param name="Version">Major version wanted (<c>machine@1</c>); null = the newest.</param>
/// <param name="Parameters">What is given, by parameter name; the rest are defaults.</param>
public sealed record ModuleUse(string Id, string Module, int? Version, ImmutableSortedDictionary<string, ParameterValue> Parameters)
{
    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>Joins two ports.</summary>
/// <param name="From"><c>module.port</c>; of a causal connection the output.</param>
/// <param name="To"><c>module.port</c>; of a causal connection the input.</param>
public sealed record ModuleConnection(string From, string To)
{
    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
