namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Whether the algebraic equations determine the algebraic variables: the rank of the Jacobian of the ones by the others, by
/// elimination with full pivoting of rows and columns brought to the same size.
/// </summary>
internal sealed class IndexCheck(int dimension, MassMatrix mass, double negligible)
{
    private readonly int size = mass.Algebraic;
    private readonly double[] block = new double[mass.Algebraic * mass.Algebraic];
    private readonly int[] rows = new int[mass.Algebraic];
    private readonly int[] columns = new int[mass.Algebraic];

    /// <summary>The Jacobian by the algebraic directions, row by row.</summary>
    public ReadOnlySpan<double> Block => block;

    /// <summary>Rank found last.</summary>
    public int Rank { get; private set; }

    /// <summary>Equations that determine nothing, if the rank is not full.</summary>
    public ReadOnlySpan<int> IdleEquations => rows.AsSpan(Rank);

    /// <summary>Algebraic directions that nothing determines.</summary>
    public ReadOnlySpan<int> FreeDirections => columns.AsSpan(Rank);

    /// <summary>Fills the block from the Jacobian of all equations.</summary>
    public void Project(double[] jacobian)
    {
        for (var k = 0; k < size; k++)
        {
            for (var j = 0; j < size; j++)
            {
                var sum = 0.0;
                var direction = mass.RightNull[j];
                for (var i = 0; i < dimension; i++)
                {
                    sum += direction[i] == 0 ? 0 : jacobian[(k * dimension) + i] * direction[i];
                }

                block[(k * size) + j] = sum;
            }
        }
    }

    /// <summary>Eliminates in the block, which is lost; true if the rank is full.</summary>
    public bool IsFull()
    {
        Equilibrate(size, 1);
        Equilibrate(1, size);
        for (var k = 0; k < size; k++)
        {
            (rows[k], columns[k]) = (k, k);
        }

        for (Rank = 0; Rank < size; Rank++)
        {
            if (!Pivot())
            {
                return false;
            }

            for (var i = Rank + 1; i < size; i++)
            {
                var factor = At(i, Rank) / At(Rank, Rank);
                for (var j = Rank; factor != 0 && j < size; j++)
                {
                    At(i, j) -= factor * At(Rank, j);
                }
            }
        }

        return true;
    }

    private ref double At(int i, int j) => ref block[(rows[i] * size) + columns[j]];

    private bool Pivot()
    {
        int row = Rank, column = Rank;
        for (var i = Rank; i < size; i++)
        {
            for (var j = Rank; j < size; j++)
            {
                if (Math.Abs(At(i, j)) > Math.Abs(At(row, column)))
                {
                    (row, column) = (i, j);
                }
            }
        }

        if (!(Math.Abs(At(row, column)) > negligible))
        {
            return false;
        }

        (rows[Rank], rows[row]) = (rows[row], rows[Rank]);
        (columns[Rank], columns[column]) = (columns[column], columns[Rank]);
        return true;
    }

    /// <summary>Divides each line by its largest element.</summary>
    private void Equilibrate(int lineStride, int elementStride)
    {
        for (var line = 0; line < size; line++)
        {
            var largest = 0.0;
            for (var e = 0; e < size; e++)
            {
                largest = Math.Max(largest, Math.Abs(block[(line * lineStride) + (e * elementStride)]));
            }

            for (var e = 0; largest > 0 && e < size; e++)
            {
                block[(line * lineStride) + (e * elementStride)] /= largest;
            }
        }
    }
}
