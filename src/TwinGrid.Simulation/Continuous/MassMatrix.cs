namespace TwinGrid.Simulation.Continuous;

/// <summary>The constant matrix of the derivatives: the identity, a diagonal or dense.</summary>
internal sealed class MassMatrix
{
    private readonly int n;
    private readonly double[]? diagonal;
    private readonly double[]? dense;

    public MassMatrix(IDifferentialSystem system)
    {
        n = system.Dimension;
        if (system is not IMassMatrix own)
        {
            IsIdentity = true;
            diagonal = new double[n];
            Array.Fill(diagonal, 1);
            LeftNull = RightNull = [];
            return;
        }

        var mass = new double[n * n];
        own.MassMatrix(mass);
        if (Array.Exists(mass, element => !double.IsFinite(element)))
        {
            throw new ArgumentException("The mass matrix has an element that is not finite.");
        }

        if (IsDiagonal(mass))
        {
            diagonal = [.. Enumerable.Range(0, n).Select(i => mass[(i * n) + i])];
        }
        else
        {
            dense = mass;
        }

        LeftNull = NullSpace.OfRows(mass, n);
        RightNull = NullSpace.OfColumns(mass, n);
    }

    /// <summary>There is no mass matrix.</summary>
    public bool IsIdentity { get; }

    /// <summary>Number of algebraic equations and variables.</summary>
    public int Algebraic => LeftNull.Length;

    /// <summary>Combinations of equations without derivatives: the constraints.</summary>
    public double[][] LeftNull { get; }

    /// <summary>Directions of the state whose derivatives do not occur: the algebraic variables.</summary>
    public double[][] RightNull { get; }

    /// <summary>The derivative of the variable occurs nowhere.</summary>
    public bool IsAlgebraic(int variable)
    {
        if (diagonal is not null)
        {
            return diagonal[variable] == 0;
        }

        for (var i = 0; i < n; i++)
        {
            if (dense![(i * n) + variable] != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds the matrix, times a factor, to one that is stored row by row.</summary>
    public void AddTo(Span<double> matrix, double factor)
    {
        if (diagonal is not null)
        {
            for (var i = 0; i < n; i++)
            {
                matrix[(i * n) + i] += factor * diagonal[i];
            }

            return;
        }

        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] += factor * dense![i];
        }
    }

    public void Multiply(double[] x, double[] result)
    {
        if (diagonal is not null)
        {
            for (var i = 0; i < n; i++)
            {
                result[i] = diagonal[i] * x[i];
            }

            return;
        }

        for (var i = 0; i < n; i++)
        {
            var row = dense.AsSpan(i * n, n);
            var sum = 0.0;
            for (var j = 0; j < row.Length; j++)
            {
                sum += row[j] * x[j];
            }

            result[i] = sum;
        }
    }

    private bool IsDiagonal(double[] mass)
    {
        for (var i = 0; i < mass.Length; i++)
        {
            if (mass[i] != 0 && i / n != i % n)
            {
                return false;
            }
        }

        return true;
    }
}
