using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Simulation.Modules;

/// <summary>Puts the assembly of a compound module together.</summary>
internal sealed class AssemblyBuilder
{
    private readonly ImmutableArray<ModuleUse>.Builder modules = ImmutableArray.CreateBuilder<ModuleUse>();
    private readonly ImmutableArray<ModuleConnection>.Builder connections = ImmutableArray.CreateBuilder<ModuleConnection>();
    private readonly ImmutableSortedDictionary<string, string>.Builder ports = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    /// <summary>Adds a module.</summary>
    public AssemblyBuilder Add(string id, string module, params ReadOnlySpan<(string Name, ParameterValue Value)> parameters)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            values[name] = value;
        }

        modules.Add(new ModuleUse(id, module, null, values.ToImmutable()));
        return this;
    }

    /// <summary>Connects two ports, <c>id.port</c>.</summary>
    public AssemblyBuilder Connect(string from, string to)
    {
        connections.Add(new ModuleConnection(from, to));
        return this;
    }

    /// <summary>Shows a port of a module as the compound's own.</summary>
    public AssemblyBuilder Expose(string name, string port)
    {
        ports[name] = port;
        return this;
    }

    /// <summary>The assembly.</summary>
    public Assembly Build() => new() { Modules = modules.ToImmutable(), Connections = connections.ToImmutable(), Ports = ports.ToImmutable() };

    /// <summary>A number, in a unit.</summary>
    public static ParameterValue Number(double value, string? unit = null) => new NumberValue(value, unit);

    /// <summary>A text.</summary>
    public static ParameterValue Text(string value) => new TextValue(value);

    /// <summary>A law with its parameters.</summary>
    public static ParameterValue Law(string name, params ReadOnlySpan<(string Name, ParameterValue Value)> parameters) => Map((name, Map(parameters)));

    /// <summary>A map.</summary>
    public static ParameterValue Map(params ReadOnlySpan<(string Key, ParameterValue Value)> entries)
    {
        var builder = ImmutableArray.CreateBuilder<KeyValuePair<string, ParameterValue>>(entries.Length);
        foreach (var (key, value) in entries)
        {
            builder.Add(new(key, value));
        }

        return new MapValue(builder.ToImmutable());
    }
}
