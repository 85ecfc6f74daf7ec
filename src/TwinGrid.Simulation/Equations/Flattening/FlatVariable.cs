using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>What a variable of a flat system is.</summary>
internal enum FlatKind : byte
{
    /// <summary>Simulated time, s.</summary>
    Time,

    /// <summary>Given, and changed by interventions only.</summary>
    Parameter,

    /// <summary>Given from outside, and changed at events.</summary>
    Input,

    /// <summary>Changed by the system's own events.</summary>
    Discrete,

    /// <summary>Truth of a comparison, changed at events.</summary>
    Flag,

    /// <summary>Integrated.</summary>
    State,

    /// <summary>Derivative of a state.</summary>
    Derivative,

    /// <summary>Determined by equations.</summary>
    Algebraic,
}

/// <summary>A variable of a flat system: what connections made equal is one.</summary>
/// <param name="Index">Its place in the list.</param>
/// <param name="Owner">Place of the instance after which it is called; -1 for time.</param>
/// <param name="Local">Its place in the instance; of several that are equal the one that determines the others.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">Unit in which documents give it.</param>
/// <param name="IsBoolean">It is true (1) or false (0).</param>
internal sealed record FlatVariable(int Index, int Owner, int Local, string Name, FlatKind Kind, Unit Unit, bool IsBoolean)
{
    /// <summary>Equations have to determine it.</summary>
    public bool IsUnknown => Kind is FlatKind.Derivative or FlatKind.Algebraic;

    /// <summary>For a derivative the state.</summary>
    public int State { get; init; } = -1;

    /// <summary>Typical magnitude, SI; null when not given.</summary>
    public double? Nominal { get; init; }

    /// <summary>It changes at events only.</summary>
    public bool IsHeld => Kind is FlatKind.Parameter or FlatKind.Input or FlatKind.Discrete or FlatKind.Flag;

    /// <summary>With the path of its instance, as messages call it: <c>tank-1.h</c>, <c>der(tank-1.h)</c>.</summary>
    public string NameIn(string path) => Owner < 0 ? Name : Kind == FlatKind.Derivative ? $"der({path}.{Name[4..]}" : $"{path}.{Name}";
}
