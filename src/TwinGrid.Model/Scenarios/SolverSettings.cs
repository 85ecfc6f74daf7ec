namespace TwinGrid.Model.Scenarios;

/// <summary>How equations are solved.</summary>
public enum SolverMethod : byte
{
    /// <summary>Explicit until the equations turn out stiff, and back.</summary>
    Auto = 1,

    /// <summary>Dormand-Prince 5(4).</summary>
    Explicit = 2,

    /// <summary>Rosenbrock.</summary>
    Stiff = 3,

    /// <summary>Euler's method with a fixed step.</summary>
    Euler = 4,
}

/// <summary>How equations are solved.</summary>
public sealed record SolverSettings
{
    /// <summary>Relative error of a step, 1e-14 to 0.1. Default 1e-6.</summary>
    public double RelativeTolerance { get; init; } = 1e-6;

    /// <summary>Absolute error of a step in the unit of each state, above 0. Default 1e-9.</summary>
    public double AbsoluteTolerance { get; init; } = 1e-9;

    /// <summary>Default <see cref="SolverMethod.Auto"/>.</summary>
    public SolverMethod Method { get; init; } = SolverMethod.Auto;

    /// <summary>Step of Euler's method, s, above 0; null for the others, which choose it.</summary>
    public double? StepSeconds { get; init; }

    /// <summary>Longest step, s, above 0; null = the solver's choice.</summary>
    public double? MaxStepSeconds { get; init; }
}
