namespace TwinGrid.Simulation.Continuous;

/// <summary>Why an integration could not go on.</summary>
public enum FailureReason
{
    /// <summary>The error could not be kept within tolerance with any step that time can still resolve.</summary>
    StepTooSmall,

    /// <summary>A derivative or an event function is not finite.</summary>
    NotFinite,

    /// <summary>The iteration matrix of the stiff method stayed singular whatever the step.</summary>
    SingularMatrix,

    /// <summary>Events follow each other ever faster and accumulate at a finite time (Zeno).</summary>
    EventsAccumulate,

    /// <summary>An event turns back as soon as it has fired, without end (chattering on a sliding surface).</summary>
    EventsChatter,

    /// <summary>No values of the algebraic variables satisfy the equations at a start or restart, or none in particular.</summary>
    InconsistentStart,
}
