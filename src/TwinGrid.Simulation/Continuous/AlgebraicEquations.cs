namespace TwinGrid.Simulation.Continuous;

/// <summary>The equations without derivatives that a state has to satisfy, with their Jacobian: those of the singular mass matrix, then the state constraints.</summary>
internal sealed class AlgebraicEquations
{
    private const double RootOfRoundOff = 1.4901161193847656e-8;

    private readonly IDifferentialSystem system;
    private readonly IStateConstraints? constraints;
    private readonly MassMatrix mass;
    private readonly ErrorScale scale;
    private readonly JacobianEvaluator jacobians;
    private readonly SolverReport report;
    private readonly double[] f;
    private readonly double[] jacobian;
    private readonly double[] shifted;
    private readonly double[] shiftedValues;
    private readonly int n;

    public AlgebraicEquations(IDifferentialSystem system, MassMatrix mass, ErrorScale scale, JacobianEvaluator jacobians, SolverReport report)
    {
        this.system = system;
        this.mass = mass;
        this.scale = scale;
        this.jacobians = jacobians;
        this.report = report;
        constraints = system as IStateConstraints;
        n = system.Dimension;
        f = new double[n];
        jacobian = new double[n * n];
        shifted = new double[n];
        shiftedValues = new double[constraints?.ConstraintCount ?? 0];
        Count = mass.Algebraic + shiftedValues.Length;
        Values = new double[Count];
        Jacobian = new double[Count * n];
    }

    /// <summary>Number of equations.</summary>
    public int Count { get; }

    /// <summary>Values at the state evaluated last; zero where it is consistent.</summary>
    public double[] Values { get; }

    /// <summary>Derivatives by the variables, row by row.</summary>
    public double[] Jacobian { get; }

    /// <summary>First equation without a finite value at the state evaluated last, or -1.</summary>
    public int FirstNotFinite { get; private set; }

    public string Name(int index)
    {
        if (index >= mass.Algebraic)
        {
            return constraints!.ConstraintName(index - mass.Algebraic);
        }

        return system.EquationName(Largest(mass.LeftNull[index]));
    }

    /// <summary>Name of the variable that stands for an algebraic direction.</summary>
    public string VariableName(int direction) => system.VariableName(Largest(mass.RightNull[direction]));

    /// <summary>Fills <see cref="Values"/>; false if one is not finite.</summary>
    public bool Evaluate(double t, ReadOnlySpan<double> y)
    {
        if (mass.Algebraic > 0)
        {
            system.Derivative(t, y, f);
            report.Evaluations++;
            for (var k = 0; k < mass.Algebraic; k++)
            {
                Values[k] = Product(mass.LeftNull[k], f);
            }
        }

        constraints?.Constraints(t, y, Values.AsSpan(mass.Algebraic));
        FirstNotFinite = Array.FindIndex(Values, static value => !double.IsFinite(value));
        return FirstNotFinite < 0;
    }

    /// <summary>Fills <see cref="Jacobian"/> at the state evaluated last.</summary>
    public void Differentiate(double t, ReadOnlySpan<double> y)
    {
        if (mass.Algebraic > 0)
        {
            jacobians.ByState(t, y, f, 0, jacobian);
            for (var k = 0; k < mass.Algebraic; k++)
            {
                var row = Jacobian.AsSpan(k * n, n);
                row.Clear();
                for (var i = 0; i < n; i++)
                {
                    var weight = mass.LeftNull[k][i];
                    for (var j = 0; weight != 0 && j < n; j++)
                    {
                        row[j] += weight * jacobian[(i * n) + j];
                    }
                }
            }
        }

        if (shiftedValues.Length > 0)
        {
            DifferentiateConstraints(t, y);
        }
    }

    private void DifferentiateConstraints(double t, ReadOnlySpan<double> y)
    {
        y.CopyTo(shifted);
        for (var j = 0; j < n; j++)
        {
            shifted[j] = y[j] + (RootOfRoundOff * Math.Max(Math.Abs(y[j]), scale.Floor(j)));
            constraints!.Constraints(t, shifted, shiftedValues);
            for (var k = 0; k < shiftedValues.Length; k++)
            {
                Jacobian[((mass.Algebraic + k) * n) + j] = (shiftedValues[k] - Values[mass.Algebraic + k]) / (shifted[j] - y[j]);
            }

            shifted[j] = y[j];
        }
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] == 0 ? 0 : a[i] * b[i];
        }

        return sum;
    }

    private static int Largest(double[] vector)
    {
        var best = 0;
        for (var i = 1; i < vector.Length; i++)
        {
            best = Math.Abs(vector[i]) > Math.Abs(vector[best]) ? i : best;
        }

        return best;
    }
}
