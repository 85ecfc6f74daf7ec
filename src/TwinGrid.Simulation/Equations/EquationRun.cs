using System.Globalization;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Simulation.Equations;

/// <summary>
/// Integrates an <see cref="EquationModel"/>: <see cref="Start"/>, then <see cref="Step"/> as far as wanted. A step ends before what a state event changes: until
/// <see cref="Settle"/> every time of the step can still be read. <see cref="Begin"/>, <see cref="EquationSystem.Set"/> and <see cref="Settle"/> change inputs or parameters
/// in between. Same model, options and calls give the same bits. Not safe for use from many threads.
/// </summary>
public sealed class EquationRun
{
    private readonly OdeIntegrator integrator;
    private readonly double[] state;
    private readonly RangeWatch ranges;
    private bool isAtEvent;
    private double? changedAt;

    /// <summary>A run of a model.</summary>
    /// <param name="model">What is integrated.</param>
    /// <param name="options">How. The absolute tolerance is in each variable's own unit; one with a nominal magnitude gets the relative tolerance times that instead.</param>
    public EquationRun(EquationModel model, SolverOptions options)
        : this(model, options, null)
    {
    }

    /// <summary>A run in which a surrogate takes the place of integration; all else is as the equations say: outputs, events, ranges.</summary>
    internal EquationRun(EquationModel model, SolverOptions options, FlowMap? surrogate)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        System = EquationSystem.Create(model);
        state = new double[System.Dimension];
        ranges = new RangeWatch(model);
        if (surrogate is not null)
        {
            Surrogate = new FlowMapRun(surrogate, System);
            options = options with { Method = SolverMethod.FlowMap, Map = Surrogate };
        }

        integrator = new OdeIntegrator(System, options with { AbsoluteTolerances = options.AbsoluteTolerances ?? Tolerances(model, options) });
    }

    /// <summary>The values.</summary>
    public EquationSystem System { get; }

    /// <summary>The surrogate that takes the place of integration; null = none.</summary>
    internal FlowMapRun? Surrogate { get; }

    /// <summary>Whether the last step ended at an event that has not been settled.</summary>
    public bool IsAtEvent => isAtEvent;

    /// <summary>Time reached, s.</summary>
    public double Time => integrator.Time;

    /// <summary>Start of the last step, s.</summary>
    public double StepStart => integrator.StepStart;

    /// <summary>Work done.</summary>
    public SolverReport Report => integrator.Report;

    /// <summary>Why it went no further; null while all is well.</summary>
    public string? Failure { get; private set; }

    /// <summary>What left its range, each once, since the start.</summary>
    public IReadOnlyList<EquationWarning> Warnings => ranges.Warnings;

    /// <summary>Begins.</summary>
    /// <param name="t">Time, s.</param>
    /// <param name="given">Values at the start that are known otherwise, by handle.</param>
    /// <returns>False when there is a <see cref="Failure"/>.</returns>
    public bool Start(double t, IReadOnlyDictionary<int, double>? given = null)
    {
        System.Initialise(given);
        Failure = System.Settle(t);
        isAtEvent = false;
        if (Failure is not null)
        {
            return false;
        }

        ranges.Clear();
        Surrogate?.Clear();
        integrator.Start(t, System.State);
        SetSides();
        CheckRanges();
        return true;
    }

    /// <summary>Takes one step, not past <paramref name="tEnd"/>. After a state event <see cref="Settle"/> has to come first.</summary>
    /// <param name="tEnd">s, not before <see cref="Time"/>.</param>
    public StepKind Step(double tEnd)
    {
        if (isAtEvent)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The event at {Time} s has not been settled."));
        }

        if (Failure is not null)
        {
            return StepKind.Failed;
        }

        var outcome = integrator.Step(tEnd);
        isAtEvent = outcome.Kind == StepKind.Event;
        Failure = integrator.Failure?.Message;
        if (Failure is null)
        {
            CheckRanges();
        }

        return outcome.Kind;
    }

    /// <summary>Integrates, events included, until <paramref name="tEnd"/> is reached.</summary>
    /// <returns>False when there is a <see cref="Failure"/>.</returns>
    public bool AdvanceTo(double tEnd)
    {
        while (Failure is null && (Time < tEnd || isAtEvent))
        {
            if (isAtEvent ? !Settle() : Step(tEnd) == StepKind.Failed)
            {
                return false;
            }
        }

        return Failure is null;
    }

    /// <summary>Puts the system to a time within the last step, for changes there.</summary>
    /// <param name="t">s, from <see cref="StepStart"/> to <see cref="Time"/>; not the end of a step that ended at an event.</param>
    public void Begin(double t)
    {
        integrator.Interpolate(t, state);
        System.Note(t, state);
        isAtEvent = false;
        changedAt = t;
    }

    /// <summary>Makes happen what the state event at <see cref="Time"/>, or a change after <see cref="Begin"/>, brings with it; integration goes on from there.</summary>
    /// <returns>False when there is a <see cref="Failure"/>.</returns>
    public bool Settle()
    {
        var t = changedAt ?? Time;
        if (changedAt is null)
        {
            System.Put(t, integrator.State);
        }

        Failure = System.Settle(t, changedAt is null && isAtEvent ? integrator : null);
        changedAt = null;
        isAtEvent = false;
        if (Failure is not null)
        {
            return false;
        }

        integrator.Restart(t, System.State);
        SetSides();
        return true;
    }

    /// <summary>Computes all values at a time within the last step; they are then read from <see cref="System"/>.</summary>
    /// <param name="t">s, from <see cref="StepStart"/> to <see cref="Time"/>.</param>
    public void Evaluate(double t)
    {
        integrator.Interpolate(t, state);
        System.Evaluate(t, state);
    }

    private void CheckRanges()
    {
        if (!ranges.IsEmpty)
        {
            System.Evaluate(Time, integrator.State);
            ranges.Check(System.Values);
        }
    }

    private void SetSides()
    {
        for (var i = 0; i < System.EventCount; i++)
        {
            integrator.SetAbove(i, System.IsAbove(i));
        }
    }

    private static double[] Tolerances(EquationModel model, SolverOptions options)
    {
        var layout = model.Code.Layout;
        var tolerances = new double[layout.Dimension];
        Array.Fill(tolerances, options.AbsoluteTolerance);
        var integrated = layout.States.Concat(layout.Tears).ToList();
        for (var i = 0; i < integrated.Count; i++)
        {
            var variable = model.Code.System.Variables[integrated[i]];
            tolerances[i] = variable.Nominal is { } nominal ? options.RelativeTolerance * nominal : options.AbsoluteTolerance * variable.Unit.Scale;
        }

        return tolerances;
    }
}
