namespace TwinGrid.Simulation.Modules;

/// <summary>A port of a module.</summary>
/// <param name="Name">Unique in the module.</param>
/// <param name="Kind">What passes.</param>
/// <param name="Direction">Of causal ports.</param>
/// <param name="Unit">UCUM code of a signal; "1" for material.</param>
/// <param name="Summary">What it is.</param>
public sealed record PortDescriptor(string Name, PortKind Kind, PortDirection Direction, string Unit, string Summary)
{
    /// <summary>May be left unconnected.</summary>
    public bool IsOptional { get; init; }

    /// <summary>How many connections it takes at the most.</summary>
    public int MaxConnections { get; init; } = 1;

    /// <summary>Of an acausal connector: its potential and flow; connectors join only their like.</summary>
    public ConnectorDescriptor? Connector { get; init; }
}

/// <summary>The two quantities of an acausal connector: equal potentials where connectors meet, flows into the component that add up to zero.</summary>
/// <param name="Potential">Name of the potential, <c>T</c>.</param>
/// <param name="PotentialUnit">UCUM code.</param>
/// <param name="Flow">Name of the flow, positive into the component.</param>
/// <param name="FlowUnit">UCUM code.</param>
public sealed record ConnectorDescriptor(string Potential, string PotentialUnit, string Flow, string FlowUnit);

/// <summary>What passes a port.</summary>
public enum PortKind : byte
{
    /// <summary>Parts, one by one.</summary>
    Material = 1,

    /// <summary>A real quantity over time, causal.</summary>
    Signal,

    /// <summary>A potential and a flow, acausal.</summary>
    Connector,
}

/// <summary>Which way.</summary>
public enum PortDirection : byte
{
    /// <summary>Into the component.</summary>
    In = 1,

    /// <summary>Out of it.</summary>
    Out,

    /// <summary>Acausal.</summary>
    None,
}
