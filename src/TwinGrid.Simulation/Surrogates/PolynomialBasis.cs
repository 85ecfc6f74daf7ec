namespace TwinGrid.Simulation.Surrogates;

/// <summary>
/// All monomials of some variables up to a total degree, each made of an earlier one by one multiplication. Variables with two values occur to the first power only: their higher
/// powers say nothing new. Immutable.
/// </summary>
internal sealed class PolynomialBasis
{
    private readonly int[] parents;
    private readonly int[] factors;

    /// <param name="isBinary">For each variable whether it has two values only.</param>
    /// <param name="degree">Greatest total degree, from 1.</param>
    public PolynomialBasis(IReadOnlyList<bool> isBinary, int degree)
    {
        var (from, last) = (new List<int> { -1 }, new List<int> { -1 });
        var before = (Start: 0, End: 1);
        for (var d = 1; d <= degree; d++)
        {
            var start = from.Count;
            for (var term = before.Start; term < before.End; term++)
            {
                // Factors in ascending order, so that each monomial is made once.
                for (var variable = Math.Max(last[term], 0); variable < isBinary.Count; variable++)
                {
                    if (variable != last[term] || !isBinary[variable])
                    {
                        from.Add(term);
                        last.Add(variable);
                    }
                }
            }

            before = (start, from.Count);
        }

        (parents, factors) = ([.. from], [.. last]);
    }

    /// <summary>Number of monomials.</summary>
    public int Count => parents.Length;

    /// <summary>Values of the monomials.</summary>
    public void Evaluate(ReadOnlySpan<double> variables, Span<double> monomials)
    {
        monomials[0] = 1;
        for (var i = 1; i < parents.Length; i++)
        {
            monomials[i] = monomials[parents[i]] * variables[factors[i]];
        }
    }
}
