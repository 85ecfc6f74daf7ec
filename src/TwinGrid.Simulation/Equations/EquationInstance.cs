using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;

namespace TwinGrid.Simulation.Equations;

/// <summary>A use of a module of equations.</summary>
/// <param name="Path">Unique in the model, such as <c>tank-1</c>.</param>
/// <param name="Module">The module.</param>
public sealed record EquationInstance(string Path, CheckedModule Module)
{
    /// <summary>What is given instead of defaults, by name, in coherent SI units; truth values 0 and 1.</summary>
    public ImmutableSortedDictionary<string, double> Parameters { get; init; } = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>Joins ports of two instances: an output to an input, or two acausal ports of one kind.</summary>
/// <param name="From">Of a signal the output.</param>
/// <param name="To">Of a signal the input.</param>
public sealed record EquationConnection(PortReference From, PortReference To)
{
    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>A port of an instance.</summary>
/// <param name="Path">The instance's.</param>
/// <param name="Port">Name of the port in the module.</param>
public readonly record struct PortReference(string Path, string Port)
{
    /// <summary><c>path.port</c></summary>
    public override string ToString() => $"{Path}.{Port}";
}
