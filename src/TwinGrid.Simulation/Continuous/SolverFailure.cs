using System.Globalization;

namespace TwinGrid.Simulation.Continuous;

/// <summary>Failure of an integration.</summary>
/// <param name="Reason">Kind of failure.</param>
/// <param name="Time">Where, in seconds.</param>
/// <param name="Index">Variable or event concerned, or -1.</param>
/// <param name="Message">What happened and what can be done, with names and values.</param>
public sealed record SolverFailure(FailureReason Reason, double Time, int Index, string Message)
{
    /// <summary>Where the events of <see cref="FailureReason.EventsAccumulate"/> accumulate, in seconds; else not a number.</summary>
    public double LimitTime { get; init; } = double.NaN;

    internal static SolverFailure Derivative(IDifferentialSystem system, int variable, double t, double value, double derivative)
    {
        var name = system.VariableName(variable);
        return At(FailureReason.NotFinite, t, variable, $"the derivative of {name} is {derivative} where {name} = {value}");
    }

    internal static SolverFailure EventFunction(IStateEvents events, int index, double t) =>
        At(FailureReason.NotFinite, t, index, $"the function of {events.EventName(index)} is not finite");

    internal static SolverFailure Stuck(StepResult result, double t) => result switch
    {
        StepResult.OutsideDomain => At(FailureReason.NotFinite, t, -1, $"the derivatives have no finite value beyond this point, however short the step; guard the equation, or end the motion by an event here"),
        StepResult.Singular => At(FailureReason.SingularMatrix, t, -1, $"the equations are singular, however short the step: some combination of them no longer determines a variable"),
        _ => At(FailureReason.StepTooSmall, t, -1, $"the error stays above tolerance, however short the step; the solution ends here, or the tolerance asks for more digits than there are"),
    };

    internal static SolverFailure Events(FailureReason reason, IStateEvents events, int index, double t, EventHistory history) =>
        reason == FailureReason.EventsAccumulate
            ? At(reason, t, index, $"{events.EventName(index)} fires ever faster, last after {history.LastGap} s, and accumulates at {history.LimitTime} s; give the model a state of rest from some speed or gap on") with { LimitTime = history.LimitTime }
            : At(reason, t, index, $"{events.EventName(index)} turns back as soon as it has fired, {EventHistory.ChatteringEvents} times in a row, last after {history.LastGap} s; give it a hysteresis, or model the sliding motion as a state of its own");

    private static SolverFailure At(FailureReason reason, double t, int index, FormattableString what) =>
        new(reason, t, index, string.Create(CultureInfo.InvariantCulture, $"At t = {t} s {FormattableString.Invariant(what)}."));
}
