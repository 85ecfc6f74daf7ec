using System.Globalization;

namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Integrates one system step by step: <see cref="Start"/>, then <see cref="Step"/> as far as wanted, with
/// <see cref="Restart"/> after a change of the state or of the system. Made once and used again; allocates nothing while it runs.
/// Same system, options and calls give the same bits. Not thread-safe.
/// </summary>
public sealed class OdeIntegrator
{
    /// <summary>A step shorter than this share of the time is lost in its rounding.</summary>
    private const double LeastStep = 16 * 2.2204460492503131e-16;

    /// <summary>A step that would leave less than this share of itself to the end is stretched to it.</summary>
    private const double Stretch = 1.01;

    private readonly IDifferentialSystem system;
    private readonly SolverOptions options;
    private readonly ErrorScale scale;
    private readonly StepController controller = new();
    private readonly InitialStep initialStep;
    private readonly DormandPrince explicitMethod;
    private readonly DenseOutput dense;
    private readonly EventLocator? locator;
    private readonly EventHistory history;

    private double[] state;
    private double[] derivative;
    private double[] otherState;
    private double[] otherDerivative;
    private bool derivativeKnown;
    private bool denseKnown;
    private bool started;
    private bool afterStart;

    // The step size that accuracy allows, where an end or an event has cut the last step short; and that of the last step before the cut.
    private double fullStepSeconds;
    private double stepSeconds;
    private double longestStepSeconds;
    private SolverReport report;
    private StepOutcome failed;

    /// <exception cref="ArgumentException">An option is outside its range or does not fit the system.</exception>
    public OdeIntegrator(IDifferentialSystem system, SolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(system.Dimension, 1);
        var n = system.Dimension;
        this.system = system;
        this.options = options;
        scale = new ErrorScale(options.RelativeTolerance, options.ValidatedTolerances(n));
        initialStep = new InitialStep(system, scale);
        explicitMethod = new DormandPrince(system, scale);
        dense = new DenseOutput(n);
        history = new EventHistory(options.EventResolutionSeconds);
        locator = system is IStateEvents { EventCount: > 0 } events ? new EventLocator(events, n) : null;
        (state, otherState) = (new double[n], new double[n]);
        (derivative, otherDerivative) = (new double[n], new double[n]);
    }

    /// <summary>Time reached, in seconds.</summary>
    public double Time { get; private set; }

    /// <summary>Start of the last step, in seconds; equal to <see cref="Time"/> when none has been taken since the last (re)start.</summary>
    public double StepStart { get; private set; }

    /// <summary>State at <see cref="Time"/>.</summary>
    public ReadOnlySpan<double> State => state;

    /// <summary>Work done since the start.</summary>
    public SolverReport Report => report;

    /// <summary>Why the last step failed; null while all is well.</summary>
    public SolverFailure? Failure { get; private set; }

    /// <summary>Events that crossed at <see cref="Time"/>, first the one of the outcome; empty unless the last outcome was an event.</summary>
    public ReadOnlySpan<int> FiredEvents => locator is null ? default : locator.Fired;

    /// <summary>Whether the trigger of an event is above its threshold.</summary>
    public bool IsAbove(int eventIndex) => Locator.IsAbove(eventIndex);

    /// <summary>Puts the trigger of an event on a side, whatever its function says: inside a dead band the state alone does not tell.</summary>
    public void SetAbove(int eventIndex, bool isAbove) => Locator.SetAbove(eventIndex, isAbove);

    private EventLocator Locator => locator ?? throw new InvalidOperationException("The system has no state events.");

    /// <summary>Begins at (t, y), with nothing remembered of any integration before.</summary>
    public void Start(double t, ReadOnlySpan<double> y)
    {
        report = default;
        fullStepSeconds = 0;
        longestStepSeconds = 0;
        history.Clear();
        started = true;
        Begin(t, y, forget: true);
    }

    /// <summary>
    /// Goes on from (t, y) after an event, an input or the system itself has changed: keeps the size of the last good step as a hint,
    /// the side of triggers inside their dead band and the report.
    /// </summary>
    public void Restart(double t, ReadOnlySpan<double> y)
    {
        RequireStarted();
        Begin(t, y, forget: false);
    }

    private void Begin(double t, ReadOnlySpan<double> y, bool forget)
    {
        if (!double.IsFinite(t))
        {
            throw new ArgumentOutOfRangeException(nameof(t), t, "The time must be finite.");
        }

        if (y.Length != state.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The state has {y.Length} elements; the system has {state.Length} variables."), nameof(y));
        }

        if (Failure is not null)
        {
            fullStepSeconds = 0;
        }

        y.CopyTo(state);
        Time = StepStart = t;
        stepSeconds = 0;
        afterStart = true;
        derivativeKnown = false;
        denseKnown = false;
        Failure = null;
        controller.Reset();
        locator?.Arm(t, state, forget);
    }

    /// <summary>Takes one step, not past <paramref name="tEnd"/>; a state event shortens it to where the event has just crossed.</summary>
    /// <param name="tEnd">In seconds, finite, not before <see cref="Time"/>.</param>
    /// <remarks>After a failure the same outcome comes back until a (re)start.</remarks>
    public StepOutcome Step(double tEnd)
    {
        RequireStarted();
        if (!(tEnd >= Time) || !double.IsFinite(tEnd))
        {
            throw new ArgumentOutOfRangeException(nameof(tEnd), tEnd, string.Create(CultureInfo.InvariantCulture, $"The end must be finite and not before the time reached, {Time} s."));
        }

        if (Failure is not null)
        {
            return failed;
        }

        if (tEnd == Time)
        {
            return new StepOutcome(StepKind.Advanced, Time);
        }

        if (!derivativeKnown && !EvaluateDerivative(tEnd))
        {
            return failed;
        }

        return StepExplicit(tEnd);
    }

    /// <summary>Steps until <paramref name="tEnd"/> is reached, an event fires or a step fails.</summary>
    public StepOutcome AdvanceTo(double tEnd)
    {
        StepOutcome outcome;
        do
        {
            outcome = Step(tEnd);
        }
        while (outcome.Kind == StepKind.Advanced && Time < tEnd);
        return outcome;
    }

    /// <summary>State at a time of the last step, from <see cref="StepStart"/> to <see cref="Time"/>.</summary>
    public void Interpolate(double t, Span<double> y)
    {
        if (!(t >= StepStart && t <= Time))
        {
            throw new ArgumentOutOfRangeException(nameof(t), t, string.Create(CultureInfo.InvariantCulture, $"The time must be within the last step, from {StepStart} s to {Time} s."));
        }

        if (t == Time)
        {
            state.CopyTo(y);
            return;
        }

        EnsureDense();
        dense.Evaluate((t - StepStart) / stepSeconds, y);
    }

    /// <summary>The derivative at the time reached, and the first step if there is no hint.</summary>
    private bool EvaluateDerivative(double tEnd)
    {
        system.Derivative(Time, state, derivative);
        report.Evaluations++;
        var bad = FirstNotFinite(derivative);
        if (bad >= 0)
        {
            Fail(FailureReason.NotFinite, bad, $"the derivative of {system.VariableName(bad)} is {derivative[bad]} at {system.VariableName(bad)} = {state[bad]}");
            return false;
        }

        derivativeKnown = true;
        if (StepStart == Time)
        {
            FirstStep(tEnd);
        }

        return true;
    }

    private void FirstStep(double tEnd)
    {
        const double HintTrust = 10;
        var estimate = initialStep.Estimate(Time, state, derivative, Math.Min(options.MaximumStepSeconds, tEnd - Time));
        report.Evaluations++;
        estimate = Math.Max(estimate, 100 * LeastStep * Math.Abs(Time));
        fullStepSeconds = fullStepSeconds > 0 ? Math.Min(fullStepSeconds, HintTrust * estimate) : estimate;
    }

    private StepOutcome StepExplicit(double tEnd)
    {
        var outsideDomain = false;
        while (true)
        {
            var full = Math.Min(fullStepSeconds, options.MaximumStepSeconds);
            var reaches = Stretch * full >= tEnd - Time;
            var h = reaches ? tEnd - Time : full;
            if (!reaches && h <= LeastStep * Math.Abs(Time))
            {
                return TooSmall(h, outsideDomain);
            }

            var error = explicitMethod.Attempt(Time, h, state, derivative, otherState, otherDerivative);
            report.Evaluations += DormandPrince.Evaluations;
            if (!(error <= 1))
            {
                report.Rejected++;
                fullStepSeconds = controller.AfterRejection(h, error);
                outsideDomain = !double.IsFinite(error);
                if (fullStepSeconds == 0)
                {
                    return TooSmall(h, outsideDomain);
                }

                continue;
            }

            var next = controller.AfterExplicit(h, error);
            fullStepSeconds = h < full ? Math.Max(next, full) : next;
            return Accept(h, reaches ? tEnd : Time + h);
        }
    }

    private StepOutcome Accept(double h, double t)
    {
        report.Steps++;
        longestStepSeconds = Math.Max(longestStepSeconds, h);
        stepSeconds = h;
        StepStart = Time;
        Time = t;
        (state, otherState) = (otherState, state);
        (derivative, otherDerivative) = (otherDerivative, derivative);
        denseKnown = false;
        return locator is null ? new StepOutcome(StepKind.Advanced, Time) : LookForEvents();
    }

    private StepOutcome LookForEvents()
    {
        EnsureDense();
        var x = locator!.Locate(dense, StepStart, stepSeconds, afterStart);
        afterStart = false;
        if (locator.NotFinite >= 0)
        {
            var name = ((IStateEvents)system).EventName(locator.NotFinite);
            return Fail(FailureReason.NotFinite, locator.NotFinite, $"the function of {name} is not finite");
        }

        if (double.IsNaN(x))
        {
            CutAt(locator.Window);
            return new StepOutcome(StepKind.Advanced, Time);
        }

        CutAt(x);
        return Fired(locator.Fired[0]);
    }

    private void CutAt(double x)
    {
        if (x < 1)
        {
            Time = Math.Min(Time, StepStart + (x * stepSeconds));
            dense.Evaluate(x, state);
            derivativeKnown = false;
        }
    }

    private StepOutcome Fired(int first)
    {
        report.Events++;
        return history.Add(Time, longestStepSeconds) switch
        {
            FailureReason.EventsAccumulate => Accumulating(first),
            FailureReason.EventsChatter => Chattering(first),
            _ => new StepOutcome(StepKind.Event, Time, first),
        };
    }

    private void EnsureDense()
    {
        if (!denseKnown)
        {
            explicitMethod.Interpolant(stepSeconds, otherState, otherDerivative, state, derivative, dense);
            denseKnown = true;
        }
    }

    /// <summary>
    /// No step is short enough. Where the derivative has no value beyond this point and an event is all but there, the event is at
    /// the edge of the domain (the level of a tank under a square root) and cannot be seen to cross: it fires.
    /// </summary>
    private StepOutcome TooSmall(double h, bool outsideDomain)
    {
        if (outsideDomain && locator is not null && locator.FireAtEdge())
        {
            return Fired(locator.Fired[0]);
        }

        return outsideDomain
            ? Fail(FailureReason.NotFinite, -1, $"the derivative has no finite value beyond this point, whatever the step (last tried {h} s); guard the equation, or end the motion by an event here")
            : Fail(FailureReason.StepTooSmall, -1, $"the error stays above tolerance down to steps of {h} s; the solution ends here, or the tolerance asks for more digits than there are");
    }

    private StepOutcome Accumulating(int first)
    {
        Fail(FailureReason.EventsAccumulate, first, $"{EventName(first)} fires ever faster, last after {history.LastGap} s, and accumulates at {history.LimitTime} s; give the model a state of rest from some speed or gap on");
        Failure = Failure! with { LimitTime = history.LimitTime };
        return failed;
    }

    private StepOutcome Chattering(int first) =>
        Fail(FailureReason.EventsChatter, first, $"{EventName(first)} turns back as soon as it has fired, {EventHistory.ChatteringEvents} times in a row, last after {history.LastGap} s; give it a hysteresis, or model the sliding motion as a state of its own");

    private string EventName(int index) => ((IStateEvents)system).EventName(index);

    private StepOutcome Fail(FailureReason reason, int index, FormattableString what)
    {
        Failure = new SolverFailure(reason, Time, index, string.Create(CultureInfo.InvariantCulture, $"At t = {Time} s {FormattableString.Invariant(what)}."));
        failed = new StepOutcome(StepKind.Failed, Time, index);
        return failed;
    }

    private void RequireStarted()
    {
        if (!started)
        {
            throw new InvalidOperationException("The integrator has not been started.");
        }
    }

    private static int FirstNotFinite(double[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
