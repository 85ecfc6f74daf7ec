namespace TwinGrid.Simulation.Continuous;

/// <summary>What became of an attempt to go one step further.</summary>
internal enum StepResult
{
    Taken,
    TooSmall,
    OutsideDomain,
    Singular,
}

/// <summary>Takes single accepted steps with the method in force: keeps the state, its derivative, the step size and the interpolant.</summary>
internal sealed class Stepper
{
    /// <summary>A step shorter than this share of the time is lost in its rounding.</summary>
    private const double LeastStep = 16 * 2.2204460492503131e-16;

    /// <summary>A step is stretched to the end if it comes this close.</summary>
    private const double Stretch = 1.01;

    /// <summary>How far the last good step is trusted after a restart, next to what the new derivatives suggest.</summary>
    private const double HintTrust = 10;

    private const int SwitchesKept = 32;
    private const int Quarters = 4;

    private readonly IDifferentialSystem system;
    private readonly SolverOptions options;
    private readonly SolverReport report;
    private readonly StepController controller = new();
    private readonly MethodChoice choice = new();
    private readonly InitialStep initialStep;
    private readonly DormandPrince? explicitMethod;
    private readonly Rosenbrock? stiffMethod;
    private readonly MethodSwitch[] switches = new MethodSwitch[SwitchesKept];
    private readonly DenseOutput dense;

    private double[][]? quarters;
    private double[] state;
    private double[] derivative;
    private double[] otherState;
    private double[] otherDerivative;
    private bool isStiff;
    private bool jacobianKnown;
    private bool denseKnown;
    private bool lastWasStiff;

    // What accuracy allows, even where an end has cut the last step short.
    private double allowedSeconds;

    private double gridStart;
    private long gridSteps;

    public Stepper(IDifferentialSystem system, SolverOptions options, ErrorScale scale, JacobianEvaluator jacobians, MassMatrix mass, SolverReport report)
    {
        var n = system.Dimension;
        this.system = system;
        this.options = options;
        this.report = report;
        initialStep = new InitialStep(system, scale);
        explicitMethod = mass.IsIdentity && options.Method is SolverMethod.Automatic or SolverMethod.DormandPrince ? new DormandPrince(system, scale) : null;
        stiffMethod = options.Method is SolverMethod.Automatic or SolverMethod.Rosenbrock ? new Rosenbrock(system, scale, jacobians, mass, report) : null;
        dense = new DenseOutput(n);
        (state, otherState) = (new double[n], new double[n]);
        (derivative, otherDerivative) = (new double[n], new double[n]);
    }

    public double Time { get; private set; }

    public double StepStart { get; private set; }

    /// <summary>Length of the last step before any cut, in seconds.</summary>
    public double StepSeconds { get; private set; }

    public double LongestStepSeconds { get; private set; }

    public double[] State => state;

    public double[] Derivative => derivative;

    /// <summary>The derivative belongs to the state.</summary>
    public bool DerivativeKnown { get; private set; }

    /// <summary>A step begins with the derivative.</summary>
    public bool NeedsDerivative => options.Map is null;

    public ReadOnlySpan<MethodSwitch> Switches => switches.AsSpan(0, (int)Math.Min(report.Switches, SwitchesKept));

    public void Forget()
    {
        isStiff = explicitMethod is null && stiffMethod is not null;
        LongestStepSeconds = 0;
        allowedSeconds = 0;
        choice.Reset();
    }

    public void ForgetStep() => allowedSeconds = 0;

    public void Begin(double t, ReadOnlySpan<double> y)
    {
        y.CopyTo(state);
        Time = StepStart = t;
        StepSeconds = 0;
        DerivativeKnown = denseKnown = jacobianKnown = false;
        (gridStart, gridSteps) = (t, 0);
        controller.Reset();
    }

    /// <summary>Evaluates the derivative; returns the first variable for which it is not finite, or -1.</summary>
    public int Evaluate()
    {
        system.Derivative(Time, state, derivative);
        report.Evaluations++;
        for (var i = 0; i < derivative.Length; i++)
        {
            if (!double.IsFinite(derivative[i]))
            {
                return i;
            }
        }

        DerivativeKnown = true;
        return -1;
    }

    /// <summary>Takes a step not past the end, with the derivative known where it is needed.</summary>
    public StepResult Take(double tEnd)
    {
        if (options.Method == SolverMethod.Euler)
        {
            return TakeEuler(tEnd);
        }

        if (options.Map is { } map)
        {
            return TakeMap(map, tEnd);
        }

        if (StepStart == Time)
        {
            Start(tEnd);
        }

        var outsideDomain = false;
        while (true)
        {
            var full = Math.Min(allowedSeconds, options.MaximumStepSeconds);
            var reaches = Stretch * full >= tEnd - Time;
            var h = reaches ? tEnd - Time : full;
            if ((!reaches && h <= LeastStep * Math.Abs(Time)) || h <= 0)
            {
                if (TryStiffInstead(tEnd))
                {
                    continue;
                }

                return outsideDomain ? StepResult.OutsideDomain : isStiff && stiffMethod!.IsSingular ? StepResult.Singular : StepResult.TooSmall;
            }

            var error = Attempt(h);
            if (!(error <= 1))
            {
                report.Rejected++;
                allowedSeconds = controller.AfterRejection(h, error);
                outsideDomain = !double.IsFinite(error) && !(isStiff && stiffMethod!.IsSingular);
                continue;
            }

            var next = isStiff ? controller.AfterStiff(h, error) : controller.AfterExplicit(h, error);
            allowedSeconds = h < full ? Math.Max(next, full) : next;
            Accept(h, reaches ? tEnd : Time + h);
            return StepResult.Taken;
        }
    }

    /// <summary>To the next point of the grid, which starts at the last restart.</summary>
    private StepResult TakeEuler(double tEnd)
    {
        const double OnGrid = 1e-9;
        var next = gridStart + ((gridSteps + 1) * options.FixedStepSeconds);
        var early = next - tEnd > OnGrid * options.FixedStepSeconds;
        var t = early || Math.Abs(next - tEnd) <= OnGrid * options.FixedStepSeconds ? tEnd : next;
        gridSteps += early ? 0 : 1;

        // A whole step is taken as such, not as the difference of two rounded times.
        var h = Time > next - (options.FixedStepSeconds * (1 - OnGrid)) || early ? t - Time : options.FixedStepSeconds;
        for (var i = 0; i < state.Length; i++)
        {
            otherState[i] = state[i] + (h * derivative[i]);
        }

        denseKnown = false;
        Accept(h, t);
        DerivativeKnown = false;
        return StepResult.Taken;
    }

    /// <summary>A whole step of the map, of which the end may cut something off.</summary>
    private StepResult TakeMap(IFlowMap map, double tEnd)
    {
        map.Begin(state);
        map.At(Quarters, otherState);
        foreach (var value in otherState)
        {
            if (!double.IsFinite(value))
            {
                return StepResult.OutsideDomain;
            }
        }

        var left = tEnd - Time;
        denseKnown = false;
        Accept(map.StepSeconds, Time + map.StepSeconds);
        if (left < map.StepSeconds)
        {
            Shorten(left / map.StepSeconds, tEnd);
        }

        return StepResult.Taken;
    }

    /// <summary>Leaves the first part of the step, as if it had been no longer: nothing is seen of what comes after the end.</summary>
    private void Shorten(double x, double tEnd)
    {
        var whole = Dense;
        for (var quarter = 1; quarter < Quarters; quarter++)
        {
            whole.Evaluate(quarter * x / Quarters, quarters![quarter - 1]);
        }

        whole.Evaluate(x, state);
        dense.Through(otherState, quarters![0], quarters[1], quarters[2], state);
        StepSeconds *= x;
        Time = tEnd;
    }

    private void Start(double tEnd)
    {
        var longest = Math.Min(options.MaximumStepSeconds, tEnd - Time);
        var estimate = initialStep.Estimate(Time, state, derivative, longest);
        report.Evaluations++;
        estimate = Math.Max(estimate, 100 * LeastStep * Math.Abs(Time));
        allowedSeconds = allowedSeconds > 0 ? Math.Min(allowedSeconds, HintTrust * estimate) : estimate;
    }

    private double Attempt(double h)
    {
        denseKnown = false;
        if (!isStiff)
        {
            report.Evaluations += DormandPrince.Evaluations;
            return explicitMethod!.Attempt(Time, h, state, derivative, otherState, otherDerivative);
        }

        if (!jacobianKnown)
        {
            stiffMethod!.Prepare(Time, h, state, derivative);
            jacobianKnown = true;
        }

        var error = stiffMethod!.Attempt(Time, h, state, derivative, otherState);
        if (error <= 1)
        {
            system.Derivative(Time + h, otherState, otherDerivative);
            report.Evaluations++;
            foreach (var value in otherDerivative)
            {
                error += 0 * value;
            }
        }

        return error;
    }

    private void Accept(double h, double t)
    {
        report.Steps++;
        report.StiffSteps += isStiff ? 1 : 0;
        LongestStepSeconds = Math.Max(LongestStepSeconds, h);
        StepSeconds = h;
        StepStart = Time;
        Time = t;
        (state, otherState) = (otherState, state);
        (derivative, otherDerivative) = (otherDerivative, derivative);
        DerivativeKnown = true;
        jacobianKnown = false;
        lastWasStiff = isStiff;
        if (explicitMethod is not null && stiffMethod is not null)
        {
            ChooseMethod(h);
        }
    }

    private void ChooseMethod(double h)
    {
        var number = isStiff ? h * stiffMethod!.LargestEigenvalue : explicitMethod!.StabilityNumber;
        if (isStiff ? choice.IsEasy(number) : choice.IsStiff(number))
        {
            Switch(number);
        }
    }

    private bool TryStiffInstead(double tEnd)
    {
        if (isStiff || stiffMethod is null)
        {
            return false;
        }

        Switch(double.NaN);
        allowedSeconds = 0;
        Start(tEnd);
        return true;
    }

    private void Switch(double number)
    {
        isStiff = !isStiff;
        if (report.Switches < SwitchesKept)
        {
            switches[report.Switches] = new MethodSwitch(Time, isStiff ? SolverMethod.Rosenbrock : SolverMethod.DormandPrince, StepSeconds, number);
        }

        report.Switches++;
        choice.Switched(isStiff);
        controller.Reset();
    }

    /// <summary>The interpolant of the last step; available until the next is tried.</summary>
    public DenseOutput Dense
    {
        get
        {
            if (!denseKnown)
            {
                denseKnown = true;
                if (options.Map is { } map)
                {
                    InterpolateMap(map);
                }
                else if (lastWasStiff)
                {
                    stiffMethod!.Interpolant(otherState, state, dense);
                }
                else if (explicitMethod is not null)
                {
                    explicitMethod.Interpolant(StepSeconds, otherState, otherDerivative, state, derivative, dense);
                }
                else
                {
                    dense.Straight(otherState, state);
                }
            }

            return dense;
        }
    }

    /// <summary>Until here the state is that at the end of the whole step: the interpolant is asked for before anything is cut off.</summary>
    private void InterpolateMap(IFlowMap map)
    {
        quarters ??= [new double[state.Length], new double[state.Length], new double[state.Length]];
        for (var quarter = 1; quarter < Quarters; quarter++)
        {
            map.At(quarter, quarters[quarter - 1]);
        }

        dense.Through(otherState, quarters[0], quarters[1], quarters[2], state);
    }

    /// <summary>Goes back to a place inside the last step.</summary>
    public void CutAt(double x)
    {
        Dense.Evaluate(x, state);
        Time = Math.Min(Time, StepStart + (x * StepSeconds));
        DerivativeKnown = false;
        jacobianKnown = false;
    }
}
