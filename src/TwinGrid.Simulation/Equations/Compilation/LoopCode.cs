using TwinGrid.Simulation.Equations.Flattening;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>A linear loop in compiled form.</summary>
/// <param name="Tears">Slots of the unknowns that are solved for.</param>
/// <param name="Steps">Computes the other unknowns.</param>
/// <param name="Residuals">Computes the residuals into their slots.</param>
/// <param name="FirstResidual">Slot of the first residual; the others follow.</param>
/// <param name="Inner">How other unknowns and residuals change with the loop's own unknowns.</param>
/// <param name="Whole">How they change with everything.</param>
/// <param name="Factors">Computes the partial derivatives of <paramref name="Inner"/>.</param>
/// <param name="IsHeld">The factors change at events only.</param>
/// <param name="Members">Slots of all unknowns of the loop.</param>
internal sealed record LoopCode(
    int[] Tears, Lazy<Code> Steps, Lazy<Code> Residuals, int FirstResidual, LoopRows Inner, LoopRows Whole, Lazy<Code> Factors, bool IsHeld, int[] Members);

/// <summary>How the values of a loop change.</summary>
/// <param name="Steps">The unknowns that are no tears.</param>
/// <param name="Residuals">The residuals.</param>
internal sealed record LoopRows(TangentRow[] Steps, TangentRow[] Residuals);

/// <summary>Solves a linear loop for one system.</summary>
/// <param name="code">The loop.</param>
/// <param name="slotCount">Slots of the system.</param>
internal sealed class LoopSolver(LoopCode code, int slotCount)
{
    private readonly Continuous.DenseLu lu = new(code.Tears.Length);
    private readonly double[] changes = new double[slotCount];
    private readonly double[] right = new double[code.Tears.Length];
    private bool isFactorised;

    /// <summary>The equations determine no or many solutions for the values met last.</summary>
    public bool IsSingular { get; private set; }

    /// <summary>What factors were computed from has changed.</summary>
    public void Forget() => isFactorised = false;

    /// <summary>Puts the solution into the values; NaN where there is none.</summary>
    public void Solve(Span<double> values)
    {
        if (!isFactorised)
        {
            code.Factors.Value.Run(values);
            Fill(values);
            IsSingular = !lu.Factorise();
            isFactorised = code.IsHeld;
        }

        foreach (var tear in code.Tears)
        {
            values[tear] = 0;
        }

        code.Steps.Value.Run(values);
        code.Residuals.Value.Run(values);
        for (var i = 0; i < right.Length; i++)
        {
            right[i] = -values[code.FirstResidual + i];
        }

        SolveRight();
        for (var i = 0; i < right.Length; i++)
        {
            values[code.Tears[i]] = right[i];
        }

        code.Steps.Value.Run(values);
    }

    /// <summary>Completes the changes of variables that come before the loop by those of its unknowns.</summary>
    public void Change(ReadOnlySpan<double> values, Span<double> along)
    {
        Still(along);
        Propagate(code.Whole, values, along);
        for (var i = 0; i < right.Length; i++)
        {
            right[i] = -code.Whole.Residuals[i].Change(values, along);
        }

        SolveRight();
        for (var i = 0; i < right.Length; i++)
        {
            along[code.Tears[i]] = right[i];
        }

        Propagate(code.Whole, values, along);
    }

    /// <summary>Takes the changes of its unknowns back.</summary>
    public void Still(Span<double> along)
    {
        foreach (var member in code.Members)
        {
            along[member] = 0;
        }
    }

    private void SolveRight()
    {
        if (IsSingular)
        {
            Array.Fill(right, double.NaN);
        }
        else
        {
            lu.Solve(right);
        }
    }

    /// <summary>The matrix of the residuals by the tears.</summary>
    private void Fill(ReadOnlySpan<double> values)
    {
        var size = code.Tears.Length;
        for (var j = 0; j < size; j++)
        {
            foreach (var member in code.Members)
            {
                changes[member] = 0;
            }

            changes[code.Tears[j]] = 1;
            Propagate(code.Inner, values, changes);
            for (var i = 0; i < size; i++)
            {
                lu.Matrix[(i * size) + j] = code.Inner.Residuals[i].Change(values, changes);
            }

            changes[code.Tears[j]] = 0;
        }
    }

    private static void Propagate(LoopRows rows, ReadOnlySpan<double> values, Span<double> along)
    {
        foreach (var row in rows.Steps)
        {
            along[row.Target] = row.Change(values, along);
        }
    }
}
