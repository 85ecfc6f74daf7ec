using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Equations;

/// <summary>A variable of a model of equations.</summary>
/// <param name="Handle">By which systems are asked for it.</param>
/// <param name="Name">Path of the instance and name there: <c>tank-1.h</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">Unit in which documents give it; values are in the coherent SI unit.</param>
/// <param name="IsBoolean">It is true (1) or false (0).</param>
public sealed record EquationVariable(int Handle, string Name, EquationVariableKind Kind, Unit Unit, bool IsBoolean);

/// <summary>What a variable is.</summary>
public enum EquationVariableKind : byte
{
    /// <summary>Simulated time, s.</summary>
    Time,

    /// <summary>Given; interventions may change it where it is tunable.</summary>
    Parameter,

    /// <summary>Given from outside; may change at any event.</summary>
    Input,

    /// <summary>Changed by the model's own events.</summary>
    Discrete,

    /// <summary>Truth of a comparison.</summary>
    Condition,

    /// <summary>Integrated.</summary>
    State,

    /// <summary>Derivative of a state.</summary>
    Derivative,

    /// <summary>Determined by equations.</summary>
    Algebraic,
}
