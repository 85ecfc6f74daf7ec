using TwinGrid.Model.Behaviours;

namespace TwinGrid.Simulation.Modules;

/// <summary>A module of a checked model.</summary>
/// <param name="Path">Path of the component.</param>
/// <param name="Type">What it is.</param>
/// <param name="Arguments">Its parameters.</param>
/// <param name="Place">Where it stands in a document.</param>
public sealed record PlannedModule(string Path, ModuleType Type, ModuleArguments Arguments, SourcePlace Place)
{
    /// <summary>Path of its assembly, to which references are relative; "" = the model.</summary>
    public string Prefix { get; init; } = "";
}

/// <summary>An end of a connection.</summary>
/// <param name="Path">Path of the component.</param>
/// <param name="Port">Name of its port.</param>
public sealed record PortEnd(string Path, string Port)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}.{Port}";
}

/// <summary>A connection of a checked model: kinds, directions and units fit.</summary>
/// <param name="From">Of a causal connection the output.</param>
/// <param name="To">Of a causal connection the input.</param>
/// <param name="Kind">What passes.</param>
/// <param name="Place">Where it stands in a document.</param>
public sealed record PlannedConnection(PortEnd From, PortEnd To, PortKind Kind, SourcePlace Place);
