namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// One step of the Rosenbrock method of <see cref="Rodas5PTableau"/>: order 5 with an embedded error of order 4, stiffly accurate, for
/// <c>M y' = f(t, y)</c> of index at most 1 (Hairer and Wanner, Solving Ordinary Differential Equations II, IV.7 and VI.4).
/// </summary>
internal sealed class Rosenbrock(IDifferentialSystem system, ErrorScale scale, JacobianEvaluator jacobians, MassMatrix mass, SolverReport report)
{
    private readonly double[][] k = [.. Enumerable.Range(0, Rodas5PTableau.Stages).Select(_ => new double[system.Dimension])];
    private readonly double[] jacobian = new double[system.Dimension * system.Dimension];
    private readonly double[] byTime = new double[system.Dimension];
    private readonly double[] value = new double[system.Dimension];
    private readonly double[] sum = new double[system.Dimension];
    private readonly DenseLu matrix = new(system.Dimension);
    private readonly StiffnessBound stiffness = new(system.Dimension);

    /// <summary>The iteration matrix of the last attempt was singular.</summary>
    public bool IsSingular { get; private set; }

    /// <summary>Upper bound of the eigenvalues of the Jacobian, per second.</summary>
    public double LargestEigenvalue => stiffness.Bound;

    /// <summary>Takes the Jacobian at the start of steps to come.</summary>
    public void Prepare(double t, double h, double[] y, double[] f)
    {
        jacobians.ByState(t, y, f, h, jacobian);
        jacobians.ByTime(t, y, f, h, byTime);
        stiffness.Update(jacobian);
    }

    /// <summary>Tries a step from where it was prepared; returns its error in units of the tolerance, not a number if the matrix is singular.</summary>
    /// <param name="t">Start, in seconds.</param>
    /// <param name="h">Step, in seconds.</param>
    /// <param name="y">State at t.</param>
    /// <param name="f">f(t, y).</param>
    /// <param name="yNew">Filled with the state at t + h.</param>
    public double Attempt(double t, double h, double[] y, double[] f, double[] yNew)
    {
        if (!Factorise(h))
        {
            return double.NaN;
        }

        Solve(0, h, f);
        for (var stage = 1; stage < Rodas5PTableau.Stages; stage++)
        {
            if (stage < Rodas5PTableau.Stages - 2)
            {
                Combine(Rodas5PTableau.A[stage], sum);
                for (var i = 0; i < y.Length; i++)
                {
                    yNew[i] = y[i] + sum[i];
                }
            }
            else
            {
                Add(yNew, k[stage - 1]);
            }

            system.Derivative(t + (Rodas5PTableau.Times[stage] * h), yNew, value);
            Solve(stage, h, value);
        }

        report.Evaluations += Rodas5PTableau.Stages - 1;
        var error = k[^1];
        Add(yNew, error);
        return scale.Norm(error, y, yNew);
    }

    private bool Factorise(double h)
    {
        var target = matrix.Matrix;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = -jacobian[i];
        }

        mass.AddTo(target, 1 / (h * Rodas5PTableau.Gamma));
        report.Factorisations++;
        IsSingular = !matrix.Factorise();
        return !IsSingular;
    }

    private void Solve(int stage, double h, double[] f)
    {
        var x = k[stage];
        Combine(Rodas5PTableau.C[stage], sum);
        mass.Multiply(sum, x);
        var inverse = 1 / h;
        var weight = h * Rodas5PTableau.D[stage];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = f[i] + (inverse * x[i]) + (weight * byTime[i]);
        }

        matrix.Solve(x);
    }

    private void Combine(double[] weights, double[] result)
    {
        Array.Clear(result);
        for (var j = 0; j < weights.Length; j++)
        {
            var weight = weights[j];
            var stage = k[j];
            for (var i = 0; i < result.Length; i++)
            {
                result[i] += weight * stage[i];
            }
        }
    }

    private static void Add(double[] target, double[] increment)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += increment[i];
        }
    }

    /// <summary>Interpolant of the last attempt, from y to yNew.</summary>
    public void Interpolant(double[] y, double[] yNew, DenseOutput dense)
    {
        for (var i = 0; i < y.Length; i++)
        {
            double first = 0, second = 0, third = 0;
            for (var j = 0; j < k.Length; j++)
            {
                first += Rodas5PTableau.Interpolant[0][j] * k[j][i];
                second += Rodas5PTableau.Interpolant[1][j] * k[j][i];
                third += Rodas5PTableau.Interpolant[2][j] * k[j][i];
            }

            var c = dense.Of(i);
            c[0] = y[i];
            c[1] = yNew[i] - y[i];
            c[2] = first;
            c[3] = second + third;
            c[4] = -third;
        }
    }
}
