using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations.Compilation;

namespace TwinGrid.Simulation.Equations;

/// <summary>Finds the unknowns of loops that are not linear, states given, by Newton's method with step halving.</summary>
internal sealed class AlgebraicSolver
{
    private const int MostIterations = 50;
    private const int MostHalvings = 20;
    private const double Close = 1e-12;

    private readonly EquationSystem system;
    private readonly BlockCode code;
    private readonly double[] values;
    private readonly int first;
    private readonly int count;
    private readonly DenseLu lu;
    private readonly double[] state;
    private readonly double[] jacobian;
    private readonly double[] step;
    private readonly double[] start;
    private readonly double[] nominal;

    public AlgebraicSolver(EquationSystem system, BlockCode code, double[] values)
    {
        (this.system, this.code, this.values) = (system, code, values);
        (first, count) = (code.Layout.States.Count, code.Layout.Tears.Count);
        lu = new DenseLu(count);
        state = new double[code.Layout.Dimension];
        jacobian = new double[count > 0 ? state.Length * state.Length : 0];
        step = new double[count];
        start = new double[count];
        nominal = [.. code.Layout.Tears.Select(v => code.System.Variables[v].Nominal ?? 1)];
    }

    private Span<double> Unknowns => values.AsSpan(1 + first, count);

    private ReadOnlySpan<double> Residuals => values.AsSpan(code.Layout.FirstRate + first, count);

    /// <summary>Solves; says what is wrong where it can't.</summary>
    public string? Solve()
    {
        if (count == 0)
        {
            return null;
        }

        system.Run(code.Rates);
        for (var i = 0; i < MostIterations; i++)
        {
            var norm = Norm();
            if (norm == 0)
            {
                return null;
            }

            if (!double.IsFinite(norm) || !FindStep())
            {
                break;
            }

            if (!Advance(norm))
            {
                break;
            }

            if (IsSmall())
            {
                return null;
            }
        }

        return $"no values of {Names()} were found that fulfil the equations; give them 'initial' values near the solution, or check that there is one.";
    }

    /// <summary>A linear loop whose equations have no or many solutions at the present values.</summary>
    public string? FindSingularLoop()
    {
        for (var i = 0; i < system.Loops.Length; i++)
        {
            if (system.Loops[i].IsSingular)
            {
                var names = code.System.Variables.Where(v => code.Loops[i].Members.Contains(code.Layout.SlotOf(v.Index))).Select(v => system.Model.NameOf(v.Index));
                return $"the equations that determine {string.Join(", ", names)} together have no or many solutions.";
            }
        }

        return null;
    }

    private bool FindStep()
    {
        values.AsSpan(1, state.Length).CopyTo(state);
        system.Jacobian(values[0], state, jacobian);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                lu.Matrix[(i * count) + j] = jacobian[((first + i) * state.Length) + first + j];
            }

            step[i] = -Residuals[i];
        }

        if (!lu.Factorise())
        {
            return false;
        }

        lu.Solve(step);
        return true;
    }

    /// <summary>Goes along the step as far as the residuals shrink.</summary>
    private bool Advance(double norm)
    {
        Unknowns.CopyTo(start);
        var share = 1.0;
        for (var i = 0; i < MostHalvings; i++, share *= 0.5)
        {
            for (var j = 0; j < count; j++)
            {
                Unknowns[j] = start[j] + (share * step[j]);
            }

            system.Run(code.Rates);
            if (Norm() < norm || IsSmall())
            {
                return true;
            }
        }

        return false;
    }

    private bool IsSmall()
    {
        for (var i = 0; i < count; i++)
        {
            if (!(Math.Abs(Unknowns[i] - start[i]) <= Close * Math.Max(Math.Abs(Unknowns[i]), nominal[i])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sum of squares of the residuals.</summary>
    private double Norm()
    {
        var sum = 0.0;
        foreach (var residual in Residuals)
        {
            sum += residual * residual;
        }

        return sum;
    }

    private string Names() => string.Join(", ", code.Layout.Tears.Select(system.Model.NameOf));
}
