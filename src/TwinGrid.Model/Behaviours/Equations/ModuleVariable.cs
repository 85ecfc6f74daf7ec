namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>A variable of a module that is no port.</summary>
/// <param name="Name">Unique in the module.</param>
/// <param name="Unit">UCUM code; "1" for a plain number or a truth value.</param>
/// <param name="Kind">How it changes.</param>
public sealed record ModuleVariable(string Name, string Unit, VariableKind Kind)
{
    /// <summary>Value at the start, a number in the unit or an expression over parameters; a guess for what only equations determine; null = none given.</summary>
    public ParameterValue? Initial { get; init; }

    /// <summary>Lowest sensible value, in the unit: below it the model is outside its domain, which is reported; null = none.</summary>
    public double? Min { get; init; }

    /// <summary>Highest sensible value, in the unit; null = none.</summary>
    public double? Max { get; init; }

    /// <summary>A typical magnitude, above 0, in the unit: errors far below it don't matter; null = not given.</summary>
    public double? Nominal { get; init; }

    /// <summary>What it is; "" = not said.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>How a variable changes.</summary>
public enum VariableKind : byte
{
    /// <summary>Continuously: a state, when its derivative is in the equations, or what equations make of others.</summary>
    Number,

    /// <summary>At events only, which set it.</summary>
    Discrete,

    /// <summary>At events only, which set it to true (1) or false (0).</summary>
    Boolean,
}
