using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Continuous;
using SolverMethod = TwinGrid.Simulation.Continuous.SolverMethod;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>A document's solver settings as the solver takes them.</summary>
internal static class SolverChoice
{
    /// <summary>Events of physics that follow each other faster than this, in s, over and over, are chattering.</summary>
    private const double Chattering = 1e-6;

    /// <param name="settings">The document's.</param>
    /// <param name="secondsPerTick">Length of a tick, s.</param>
    public static SolverOptions Of(SolverSettings settings, double secondsPerTick) => new()
    {
        Method = settings.Method switch
        {
            Model.Scenarios.SolverMethod.Auto => SolverMethod.Automatic,
            Model.Scenarios.SolverMethod.Explicit => SolverMethod.DormandPrince,
            Model.Scenarios.SolverMethod.Stiff => SolverMethod.Rosenbrock,
            Model.Scenarios.SolverMethod.Euler => SolverMethod.Euler,
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Method, "Unknown method."),
        },
        RelativeTolerance = settings.RelativeTolerance,
        AbsoluteTolerance = settings.AbsoluteTolerance,
        FixedStepSeconds = settings.StepSeconds ?? 0,
        MaximumStepSeconds = settings.MaxStepSeconds ?? double.PositiveInfinity,
        EventResolutionSeconds = Math.Min(secondsPerTick, Chattering),
    };
}
