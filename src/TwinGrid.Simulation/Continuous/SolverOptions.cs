using System.Globalization;

namespace TwinGrid.Simulation.Continuous;

/// <summary>Settings of an <see cref="OdeIntegrator"/>. The error of a step is kept below <c>absolute + relative |y|</c> in the root mean square.</summary>
public sealed record SolverOptions
{
    /// <summary>Default of <see cref="RelativeTolerance"/>.</summary>
    public const double DefaultRelativeTolerance = 1e-6;

    /// <summary>Default of <see cref="AbsoluteTolerance"/>.</summary>
    public const double DefaultAbsoluteTolerance = 1e-9;

    /// <summary>Method; automatic by default.</summary>
    public SolverMethod Method { get; init; } = SolverMethod.Automatic;

    /// <summary>Relative tolerance, from 1e-14 to 0.1.</summary>
    public double RelativeTolerance { get; init; } = DefaultRelativeTolerance;

    /// <summary>Absolute tolerance of every variable, in its unit, positive.</summary>
    public double AbsoluteTolerance { get; init; } = DefaultAbsoluteTolerance;

    /// <summary>Absolute tolerance of each variable, in its unit, in place of <see cref="AbsoluteTolerance"/>.</summary>
    public IReadOnlyList<double>? AbsoluteTolerances { get; init; }

    /// <summary>Longest step, in seconds; no limit by default.</summary>
    public double MaximumStepSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Events that follow each other no faster than this, in seconds, are not taken for chattering; 0 stands for the resolution of time.</summary>
    public double EventResolutionSeconds { get; init; }

    /// <summary>Grid of <see cref="SolverMethod.Euler"/>, in seconds; required there.</summary>
    public double FixedStepSeconds { get; init; }

    /// <summary>Map of <see cref="SolverMethod.FlowMap"/>; required there.</summary>
    internal IFlowMap? Map { get; init; }

    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    internal double[] ValidatedTolerances(int dimension)
    {
        Require(RelativeTolerance is >= 1e-14 and <= 0.1, nameof(RelativeTolerance), RelativeTolerance, "from 1e-14 to 0.1");
        Require(MaximumStepSeconds > 0, nameof(MaximumStepSeconds), MaximumStepSeconds, "positive");
        Require(EventResolutionSeconds >= 0 && double.IsFinite(EventResolutionSeconds), nameof(EventResolutionSeconds), EventResolutionSeconds, "finite and not negative");
        Require(Method != SolverMethod.Euler || (FixedStepSeconds > 0 && double.IsFinite(FixedStepSeconds)), nameof(FixedStepSeconds), FixedStepSeconds, "finite and positive for Euler");
        Require(Method != SolverMethod.FlowMap || Map is { StepSeconds: > 0 }, nameof(Map), Map?.StepSeconds ?? double.NaN, "a map with a step above 0 s");
        if (AbsoluteTolerances is { } each && each.Count != dimension)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{nameof(AbsoluteTolerances)} has {each.Count} elements; the system has {dimension} variables."));
        }

        var tolerances = new double[dimension];
        for (var i = 0; i < dimension; i++)
        {
            tolerances[i] = AbsoluteTolerances?[i] ?? AbsoluteTolerance;
            Require(tolerances[i] > 0 && double.IsFinite(tolerances[i]), nameof(AbsoluteTolerance), tolerances[i], "finite and positive");
        }

        return tolerances;
    }

    private static void Require(bool condition, string name, double value, string range)
    {
        if (!condition)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}."));
        }
    }
}
