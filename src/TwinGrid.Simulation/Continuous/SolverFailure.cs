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

    /// <summary>The algebraic variables could not be made to fit the equations at a start or restart.</summary>
    InconsistentStart,
}

/// <summary>Failure of an integration.</summary>
/// <param name="Reason">Kind of failure.</param>
/// <param name="Time">Where, in seconds.</param>
/// <param name="Index">Variable or event concerned, or -1.</param>
/// <param name="Message">What happened and what can be done, with names and values.</param>
public sealed record SolverFailure(FailureReason Reason, double Time, int Index, string Message)
{
    /// <summary>Where the events of <see cref="FailureReason.EventsAccumulate"/> accumulate, in seconds; else not a number.</summary>
    public double LimitTime { get; init; } = double.NaN;
}
