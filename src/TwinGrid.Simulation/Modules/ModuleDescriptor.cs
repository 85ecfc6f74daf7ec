using System.Collections.Immutable;

namespace TwinGrid.Simulation.Modules;

/// <summary>What a behaviour module is, for people who assemble models and for the checks of what they wrote.</summary>
public sealed record ModuleDescriptor
{
    /// <summary>Name in documents, <c>machine</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Major version; a document asks for one by <c>machine@1</c>.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Hash of the document or the plug-in that it came from; "" for one that is part of the engine, whose version tells it.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What it is, in a sentence or two, with the equations where there are any.</summary>
    public required string Summary { get; init; }

    /// <summary>Standard, book or paper behind it; "" = none.</summary>
    public string Source { get; init; } = "";

    /// <summary>Parameters, in the order in which they are documented.</summary>
    public ImmutableArray<ParameterDescriptor> Parameters { get; init; } = [];

    /// <summary>Ports.</summary>
    public ImmutableArray<PortDescriptor> Ports { get; init; } = [];

    /// <summary>What a KPI can be made of.</summary>
    public ImmutableArray<ObservableDescriptor> Observables { get; init; } = [];

    /// <summary>What a live start can tell it; empty when it always starts fresh.</summary>
    public ImmutableArray<StateDescriptor> States { get; init; } = [];

    /// <summary>The parameter of a name; null when there is none.</summary>
    public ParameterDescriptor? FindParameter(string name) => Parameters.FirstOrDefault(p => p.Name == name);

    /// <summary>The port of a name; null when there is none.</summary>
    public PortDescriptor? FindPort(string name) => Ports.FirstOrDefault(p => p.Name == name);
}

/// <summary>Something a KPI can be made of.</summary>
/// <param name="Name">Name of the component's monitor.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Summary">What it is.</param>
public sealed record ObservableDescriptor(string Name, string Unit, string Summary);

/// <summary>Something that a live start can tell a component, by its name in <see cref="Kernel.ComponentState"/>.</summary>
/// <param name="Name"><c>phase</c>, <c>elapsed</c> (s in the phase), or the name of a further value.</param>
/// <param name="Unit">UCUM code; "1" for a phase.</param>
/// <param name="Summary">What it is.</param>
public sealed record StateDescriptor(string Name, string Unit, string Summary)
{
    /// <summary>Of a phase: those that there are.</summary>
    public ImmutableArray<string> Phases { get; init; } = [];

    /// <summary>Matters only where this parameter of the module is given; null = always.</summary>
    public string? Needs { get; init; }

    /// <summary>What it is unless told is said by a parameter, so that nothing is missing without it.</summary>
    public bool HasParameter { get; init; }

    /// <summary>It need not be whole, though its unit is "1".</summary>
    public bool IsContinuous { get; init; }

    /// <summary>Whether it counts things: whole numbers from 0 on.</summary>
    public bool IsCount => Unit == "1" && !IsContinuous && Phases.IsDefaultOrEmpty;
}
