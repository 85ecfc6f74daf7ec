namespace TwinGrid.Simulation.Continuous;

/// <summary>What a step came to.</summary>
public enum StepKind
{
    /// <summary>The state is now at <see cref="StepOutcome.Time"/>.</summary>
    Advanced,

    /// <summary>The state is now at <see cref="StepOutcome.Time"/>, where <see cref="StepOutcome.EventIndex"/> has just crossed.</summary>
    Event,

    /// <summary>No further from here: <see cref="OdeIntegrator.Failure"/> says why. Restarting from another state is possible.</summary>
    Failed,
}

/// <summary>Outcome of <see cref="OdeIntegrator.Step"/>.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Time">Time reached, in seconds.</param>
/// <param name="EventIndex">Event that crossed first, or -1. Others that crossed at the same time are in <see cref="OdeIntegrator.FiredEvents"/>.</param>
public readonly record struct StepOutcome(StepKind Kind, double Time, int EventIndex = -1);
