using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Equations.Modules;

/// <summary>What a variable of a module is.</summary>
internal enum LocalKind : byte
{
    /// <summary>Simulated time, s.</summary>
    Time,

    /// <summary>Given when the model is made.</summary>
    Parameter,

    /// <summary>A causal input.</summary>
    Input,

    /// <summary>What equations determine: an inner variable or an output.</summary>
    Algebraic,

    /// <summary>What integration determines.</summary>
    State,

    /// <summary>Derivative of a state.</summary>
    Derivative,

    /// <summary>What events set.</summary>
    Discrete,

    /// <summary>Potential of an acausal port.</summary>
    Potential,

    /// <summary>Flow of an acausal port, positive into the module.</summary>
    Flow,

    /// <summary>Whether a comparison is true; kept while integration goes on, set at events.</summary>
    Flag,
}

/// <summary>A variable of a module.</summary>
/// <param name="Name">As equations call it: <c>h</c>, <c>a.T</c>, <c>der(h)</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">Unit in which documents give it; values are kept in the coherent unit.</param>
/// <param name="IsBoolean">It is true (1) or false (0).</param>
internal sealed record LocalVariable(string Name, LocalKind Kind, Unit Unit, bool IsBoolean = false)
{
    /// <summary>Typical magnitude, SI; null when not given.</summary>
    public double? Nominal { get; init; }

    /// <summary>Lowest sensible value, SI; null = none.</summary>
    public double? Min { get; init; }

    /// <summary>Highest sensible value, SI; null = none.</summary>
    public double? Max { get; init; }
}
