using System.Globalization;

namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Integrates one system step by step: <see cref="Start"/>, then <see cref="Step"/> as far as wanted, with
/// <see cref="Restart"/> after a change of the state or of the system. Made once and used again; allocates nothing while it runs.
/// Same system, options and calls give the same bits. Not thread-safe.
/// </summary>
public sealed class OdeIntegrator
{
    private readonly IDifferentialSystem system;
    private readonly Stepper stepper;
    private readonly EventLocator? locator;
    private readonly EventHistory history;
    private readonly ConsistentInitialisation? initialisation;
    private readonly SolverReport report = new();
    private readonly bool eventsAtGridOnly;
    private bool started;
    private bool afterStart;
    private StepOutcome failed;

    /// <exception cref="ArgumentException">An option is outside its range or does not fit the system.</exception>
    public OdeIntegrator(IDifferentialSystem system, SolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(system.Dimension, 1);
        var scale = new ErrorScale(options.RelativeTolerance, options.ValidatedTolerances(system.Dimension));
        var mass = new MassMatrix(system);
        if (!mass.IsIdentity && options.Method is SolverMethod.DormandPrince or SolverMethod.Euler or SolverMethod.FlowMap)
        {
            throw new ArgumentException($"{options.Method} cannot integrate a system with a mass matrix; use {SolverMethod.Rosenbrock} or {SolverMethod.Automatic}.", nameof(options));
        }

        this.system = system;
        eventsAtGridOnly = options.Method == SolverMethod.Euler;
        stepper = new Stepper(system, options, scale, new JacobianEvaluator(system, scale, report), mass, report);
        initialisation = mass.Algebraic > 0 ? new ConsistentInitialisation(system, scale, mass, report) : null;
        history = new EventHistory(options.EventResolutionSeconds);
        locator = system is IStateEvents { EventCount: > 0 } events ? new EventLocator(events, system.Dimension) : null;
    }

    /// <summary>Time reached, in seconds.</summary>
    public double Time => stepper.Time;

    /// <summary>Start of the last step, in seconds; equal to <see cref="Time"/> when none has been taken since the last (re)start.</summary>
    public double StepStart => stepper.StepStart;

    /// <summary>State at <see cref="Time"/>.</summary>
    public ReadOnlySpan<double> State => stepper.State;

    /// <summary>Work done since the start.</summary>
    public SolverReport Report => report;

    /// <summary>The first changes of method since the start, with their reasons; <see cref="SolverReport.Switches"/> counts all.</summary>
    public ReadOnlySpan<MethodSwitch> MethodSwitches => stepper.Switches;

    /// <summary>Why the last step failed; null while all is well.</summary>
    public SolverFailure? Failure { get; private set; }

    /// <summary>Events that crossed at <see cref="Time"/>, first the one of the outcome; empty unless the last outcome was an event.</summary>
    public ReadOnlySpan<int> FiredEvents => locator is null ? default : locator.Fired;

    /// <summary>Whether the trigger of an event is above its threshold.</summary>
    public bool IsAbove(int eventIndex) => Locator.IsAbove(eventIndex);

    /// <summary>Puts the trigger of an event on a side, whatever its function says: inside a dead band the state alone does not tell.</summary>
    public void SetAbove(int eventIndex, bool isAbove) => Locator.SetAbove(eventIndex, isAbove);

    private EventLocator Locator => locator ?? throw new InvalidOperationException("The system has no state events.");

    /// <summary>
    /// Begins at (t, y), with nothing remembered of any integration before. Algebraic variables need only be good guesses: they are
    /// solved for with the others held (<see cref="ConsistentInitialisation"/> does more); if that fails, the first step says so.
    /// </summary>
    public void Start(double t, ReadOnlySpan<double> y)
    {
        RequireState(t, y);
        report.Clear();
        stepper.Forget();
        history.Clear();
        started = true;
        Begin(t, y, forget: true);
    }

    /// <summary>
    /// Goes on from (t, y) after an event, an input or the system itself has changed: keeps the method, the size of the last good step
    /// as a hint, the side of triggers inside their dead band and the report.
    /// </summary>
    public void Restart(double t, ReadOnlySpan<double> y)
    {
        RequireStarted();
        RequireState(t, y);
        history.ForgetAfter(t);
        if (Failure is not null)
        {
            stepper.ForgetStep();
        }

        Begin(t, y, forget: false);
    }

    private void Begin(double t, ReadOnlySpan<double> y, bool forget)
    {
        stepper.Begin(t, y);
        afterStart = true;
        Failure = null;
        if (initialisation is not null && initialisation.Solve(t, stepper.State) != InitialisationOutcome.Consistent)
        {
            Fail(new SolverFailure(FailureReason.InconsistentStart, t, -1, initialisation.Message!));
        }

        locator?.Arm(t, stepper.State, forget);
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

        if (stepper.NeedsDerivative && !stepper.DerivativeKnown && stepper.Evaluate() is >= 0 and var bad)
        {
            return Fail(SolverFailure.Derivative(system, bad, Time, stepper.State[bad], stepper.Derivative[bad]));
        }

        return stepper.Take(tEnd) switch
        {
            StepResult.Taken when locator is null => new StepOutcome(StepKind.Advanced, Time),
            StepResult.Taken => LookForEvents(),
            StepResult.OutsideDomain when locator is not null && locator.FireAtEdge() => Fired(),
            var result => Fail(SolverFailure.Stuck(result, Time)),
        };
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
            State.CopyTo(y);
            return;
        }

        stepper.Dense.Evaluate((t - StepStart) / stepper.StepSeconds, y);
    }

    private StepOutcome LookForEvents()
    {
        var x = eventsAtGridOnly
            ? locator!.LookAtEnd(Time, State)
            : locator!.Locate(stepper.Dense, StepStart, stepper.StepSeconds, afterStart);
        afterStart = false;
        if (locator.NotFinite >= 0)
        {
            return Fail(SolverFailure.EventFunction((IStateEvents)system, locator.NotFinite, Time));
        }

        var cut = !double.IsNaN(x) ? x : eventsAtGridOnly ? 1 : locator.Window;
        if (cut < 1)
        {
            stepper.CutAt(cut);
        }

        return double.IsNaN(x) ? new StepOutcome(StepKind.Advanced, Time) : Fired();
    }

    private StepOutcome Fired()
    {
        report.Events++;
        var first = locator!.Fired[0];
        return history.Add(Time, stepper.LongestStepSeconds) is { } reason
            ? Fail(SolverFailure.Events(reason, (IStateEvents)system, first, Time, history))
            : new StepOutcome(StepKind.Event, Time, first);
    }

    private StepOutcome Fail(SolverFailure failure)
    {
        Failure = failure;
        failed = new StepOutcome(StepKind.Failed, Time, failure.Index);
        return failed;
    }

    private void RequireStarted()
    {
        if (!started)
        {
            throw new InvalidOperationException("The integrator has not been started.");
        }
    }

    private void RequireState(double t, ReadOnlySpan<double> y)
    {
        if (!double.IsFinite(t))
        {
            throw new ArgumentOutOfRangeException(nameof(t), t, "The time must be finite.");
        }

        if (y.Length != system.Dimension)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The state has {y.Length} elements; the system has {system.Dimension} variables."), nameof(y));
        }
    }
}
