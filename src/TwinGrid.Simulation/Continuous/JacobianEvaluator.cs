namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Derivatives of f by state and time: the system's own, or finite differences. Increments are the square root of the rounding unit
/// times the size of the variable, the change expected of it in a step, or the size from which on it matters, and point the way it moves,
/// so that a variable at the edge of its domain stays inside.
/// </summary>
internal sealed class JacobianEvaluator
{
    private const double RootOfRoundOff = 1.4901161193847656e-8;
    private const double CubeRootOfRoundOff = 6.0554544523933429e-6;

    private readonly IDifferentialSystem system;
    private readonly IJacobian? own;
    private readonly ErrorScale scale;
    private readonly SolverReport report;
    private readonly ColumnGroups? groups;
    private readonly double[] shifted;
    private readonly double[] increments;
    private readonly double[] values;
    private readonly double[] later;
    private readonly int n;

    public JacobianEvaluator(IDifferentialSystem system, ErrorScale scale, SolverReport report)
    {
        this.system = system;
        this.scale = scale;
        this.report = report;
        own = system as IJacobian;
        groups = own is null ? new ColumnGroups(system) : null;
        n = system.Dimension;
        (shifted, increments, values, later) = (new double[n], new double[n], new double[n], new double[n]);
    }

    /// <summary>Relative error to be expected of an element.</summary>
    public double RelativeError => own is null ? RootOfRoundOff : 1e-15;

    /// <summary>df/dy at (t, y), where f is known, row by row.</summary>
    public void ByState(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> f, double h, double[] jacobian)
    {
        report.Jacobians++;
        if (own is not null)
        {
            own.Jacobian(t, y, jacobian);
            return;
        }

        Array.Clear(jacobian);
        for (var j = 0; j < n; j++)
        {
            var size = Math.Max(Math.Max(Math.Abs(y[j]), Math.Abs(h * f[j])), scale.Floor(j));
            var increment = RootOfRoundOff * size * (f[j] < 0 ? -1 : 1);
            increments[j] = y[j] + increment - y[j];
        }

        for (var group = 0; group < groups!.Count; group++)
        {
            Shift(group, y, 1);
            system.Derivative(t, shifted, values);
            report.Evaluations++;
            if (!AllFinite())
            {
                Shift(group, y, -1);
                system.Derivative(t, shifted, values);
                report.Evaluations++;
            }

            Collect(group, y, f, jacobian);
        }
    }

    private void Shift(int group, ReadOnlySpan<double> y, int sign)
    {
        for (var j = 0; j < n; j++)
        {
            shifted[j] = groups!.GroupOf(j) == group ? y[j] + (sign * increments[j]) : y[j];
        }
    }

    private void Collect(int group, ReadOnlySpan<double> y, ReadOnlySpan<double> f, double[] jacobian)
    {
        for (var j = 0; j < n; j++)
        {
            if (groups!.GroupOf(j) == group)
            {
                foreach (var i in groups.RowsOf(j))
                {
                    jacobian[(i * n) + j] = (values[i] - f[i]) / (shifted[j] - y[j]);
                }
            }
        }
    }

    private bool AllFinite()
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>df/dt at (t, y), where f is known, by differences of second order that look ahead only: what was before t may be another system.</summary>
    public void ByTime(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> f, double h, double[] result)
    {
        if (system.IsAutonomous)
        {
            return;
        }

        var increment = Math.Max(CubeRootOfRoundOff * h, 1e-13 * Math.Abs(t));
        double first = t + increment, second = t + (2 * increment);
        (var a, var b) = (first - t, second - t);
        system.Derivative(first, y, values);
        system.Derivative(second, y, later);
        report.Evaluations += 2;
        for (var i = 0; i < n; i++)
        {
            result[i] = (((values[i] - f[i]) * b / a) - ((later[i] - f[i]) * a / b)) / (b - a);
        }
    }
}
