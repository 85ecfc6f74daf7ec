namespace TwinGrid.Simulation.Continuous;

/// <summary>Damped Newton iteration that brings a state onto its algebraic equations, nearby or with the fewest standard deviations of change.</summary>
internal sealed class ConstrainedNewton
{
    private const int MostIterations = 50;
    private const int MostHalvings = 12;

    /// <summary>Last change, in units of the tolerance, with which the iteration ends: the square of it is what is left.</summary>
    private const double Converged = 1e-3;

    /// <summary>Last change, in standard deviations, that is small enough for a state that satisfies the equations to be called the nearest.</summary>
    private const double Nearest = 1e-6;

    private readonly AlgebraicEquations equations;
    private readonly MassMatrix mass;
    private readonly ErrorScale scale;
    private readonly LeastChange leastChange;
    private readonly DenseLu newton;
    private readonly double[] first;
    private readonly double[] before;
    private readonly double[] step;
    private readonly double[] unknowns;
    private readonly double[] sizes;
    private readonly double[] allowed;

    public ConstrainedNewton(int dimension, AlgebraicEquations equations, MassMatrix mass, ErrorScale scale, IndexCheck index)
    {
        this.equations = equations;
        this.mass = mass;
        this.scale = scale;
        Index = index;
        leastChange = new LeastChange(dimension, equations.Count);
        newton = new DenseLu(mass.Algebraic);
        unknowns = new double[mass.Algebraic];
        (first, before, step, State) = (new double[dimension], new double[dimension], new double[dimension], new double[dimension]);
        (sizes, allowed) = (new double[equations.Count], new double[equations.Count]);
    }

    public IndexCheck Index { get; }

    /// <summary>State reached.</summary>
    public double[] State { get; }

    public int Iterations { get; private set; }

    /// <summary>Equation furthest from being satisfied at the state reached.</summary>
    public int WorstEquation { get; private set; }

    /// <summary>Iterates from a state; with <paramref name="units"/> for the least change (<see cref="LeastChange.Solve"/>), else moving the algebraic variables alone.</summary>
    public InitialisationOutcome Solve(double t, ReadOnlySpan<double> y, double[]? units, bool[] free)
    {
        y.CopyTo(first);
        y.CopyTo(State);
        Iterations = 0;
        if (!equations.Evaluate(t, State))
        {
            return InitialisationOutcome.NotFinite;
        }

        while (Iterations++ < MostIterations)
        {
            equations.Differentiate(t, State);
            if (Iterations == 1 && !IsIndexOne())
            {
                return IndexElsewhere(t);
            }

            Measure();
            if (!(units is null ? NewtonStep() : LeastChangeStep(units, free)))
            {
                break;
            }

            var settled = IsSettled(units);
            if (!Approach(t))
            {
                break;
            }

            if (settled)
            {
                return Satisfied() ? InitialisationOutcome.Consistent : InitialisationOutcome.NotConverged;
            }
        }

        return InitialisationOutcome.NotConverged;
    }

    private bool IsIndexOne()
    {
        Index.Project(equations.Jacobian);
        return Index.IsFull();
    }

    /// <summary>Tells a state where the equations happen to be singular from equations that always are, by looking next to it.</summary>
    private InitialisationOutcome IndexElsewhere(double t)
    {
        for (var i = 0; i < first.Length; i++)
        {
            before[i] = first[i] + (1e-3 * Math.Max(Math.Abs(first[i]), scale.Floor(i)) * (1 + (i * 0.618 % 1)));
        }

        var regular = equations.Evaluate(t, before);
        if (regular)
        {
            equations.Differentiate(t, before);
            regular = IsIndexOne();
        }

        // The names come from the state that was asked for.
        equations.Evaluate(t, first);
        equations.Differentiate(t, first);
        IsIndexOne();
        return regular ? InitialisationOutcome.SingularHere : InitialisationOutcome.HigherIndex;
    }

    /// <summary>Size of each equation when its variables change by their own size, and when they change by their tolerance.</summary>
    private void Measure()
    {
        for (var k = 0; k < sizes.Length; k++)
        {
            sizes[k] = allowed[k] = 0;
            for (var i = 0; i < State.Length; i++)
            {
                var slope = Math.Abs(equations.Jacobian[(k * State.Length) + i]);
                sizes[k] += slope * Math.Max(Math.Abs(State[i]), scale.Floor(i));
                allowed[k] += slope * scale.Tolerance(i, State[i]);
            }
        }
    }

    private bool NewtonStep()
    {
        Index.Project(equations.Jacobian);
        Index.Block.CopyTo(newton.Matrix);
        if (!newton.Factorise())
        {
            return false;
        }

        equations.Values.CopyTo(unknowns, 0);
        newton.Solve(unknowns);
        Array.Clear(step);
        for (var k = 0; k < unknowns.Length; k++)
        {
            var direction = mass.RightNull[k];
            for (var i = 0; i < step.Length; i++)
            {
                step[i] -= direction[i] == 0 ? 0 : direction[i] * unknowns[k];
            }
        }

        return true;
    }

    private bool LeastChangeStep(double[] units, bool[] free)
    {
        if (!leastChange.Solve(first, State, equations.Values, equations.Jacobian, units, free, step))
        {
            return false;
        }

        for (var i = 0; i < step.Length; i++)
        {
            step[i] -= State[i];
        }

        return true;
    }

    private bool IsSettled(double[]? units)
    {
        for (var i = 0; i < step.Length; i++)
        {
            var enough = Math.Max(Converged * scale.Tolerance(i, State[i]), units is null ? 0 : Nearest * units[i]);
            if (!(Math.Abs(step[i]) <= enough))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes the step, or the first half, quarter... of it that brings the equations closer to zero; false if none does.</summary>
    private bool Approach(double t)
    {
        var misfit = Misfit();
        State.CopyTo(before, 0);
        var share = 1.0;
        for (var halving = 0; halving <= MostHalvings; halving++, share *= 0.5)
        {
            for (var i = 0; i < State.Length; i++)
            {
                State[i] = before[i] + (share * step[i]);
            }

            if (equations.Evaluate(t, State) && (Misfit() < misfit || Satisfied()))
            {
                return true;
            }
        }

        before.CopyTo(State, 0);
        equations.Evaluate(t, State);
        Misfit();
        return false;
    }

    private double Misfit()
    {
        double sum = 0, worst = -1;
        for (var k = 0; k < sizes.Length; k++)
        {
            var scaled = Math.Abs(equations.Values[k]) / Math.Max(sizes[k], double.Epsilon);
            sum += scaled * scaled;
            if (scaled > worst)
            {
                (worst, WorstEquation) = (scaled, k);
            }
        }

        return sum;
    }

    private bool Satisfied()
    {
        for (var k = 0; k < allowed.Length; k++)
        {
            if (!(Math.Abs(equations.Values[k]) <= allowed[k]))
            {
                return false;
            }
        }

        return true;
    }
}
