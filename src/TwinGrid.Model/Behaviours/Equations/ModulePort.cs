namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Where a module meets others.</summary>
/// <param name="Name">Unique in the module.</param>
public abstract record ModulePort(string Name)
{
    /// <summary>What it is; "" = not said.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>A causal port: a signal that comes in or goes out.</summary>
/// <param name="Name">Unique in the module; equations refer to it by this name.</param>
/// <param name="Unit">UCUM code; "1" for a truth value.</param>
/// <param name="IsOutput">The module computes it; else it is given to the module.</param>
public sealed record SignalPort(string Name, string Unit, bool IsOutput) : ModulePort(Name)
{
    /// <summary>Its values are true (1) and false (0): it changes at events only.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>Value of an input that nothing is connected to, in the unit; null = it must be connected. Of a boolean output its value at the start.</summary>
    public double? Default { get; init; }
}

/// <summary>
/// An acausal port: a potential, equal where ports are connected, and a flow, positive into the module, whose sum is zero where ports are connected. Equations refer
/// to <c>port.potential</c> and <c>port.flow</c>, such as <c>a.T</c> and <c>a.Q</c>.
/// </summary>
/// <param name="Name">Unique in the module.</param>
/// <param name="Kind">Ports of one kind can be connected.</param>
/// <param name="Potential">The potential.</param>
/// <param name="Flow">The flow.</param>
public sealed record ConnectorPort(string Name, string Kind, ConnectorQuantity Potential, ConnectorQuantity Flow) : ModulePort(Name);

/// <summary>One of the two quantities of an acausal port.</summary>
/// <param name="Name">Within the port, such as <c>T</c>.</param>
/// <param name="Unit">UCUM code.</param>
public sealed record ConnectorQuantity(string Name, string Unit);

/// <summary>The kinds of acausal ports that need no description.</summary>
public static class ConnectorKind
{
    /// <summary>Kinds with their potential and flow.</summary>
    public static IReadOnlyList<(string Kind, ConnectorQuantity Potential, ConnectorQuantity Flow)> Known { get; } =
    [
        ("thermal", new("T", "K"), new("Q", "W")),
        ("electrical", new("v", "V"), new("i", "A")),
        ("hydraulic", new("p", "Pa"), new("q", "m3/s")),
        ("rotational", new("w", "rad/s"), new("tau", "N.m")),
        ("translational", new("v", "m/s"), new("f", "N")),
    ];
}
