using TwinGrid.Simulation.Designs;

namespace TwinGrid.Simulation.Sensitivity;

/// <summary>A column of signs that effects of a two-level design share, first the main effects, then two-factor interactions.</summary>
internal sealed class FactorialTerm
{
    private readonly int[] signs;
    private readonly List<string> names = [];

    private FactorialTerm(int[] signs) => this.signs = signs;

    /// <summary>The effects that this column stands for; the first is the one it is called by.</summary>
    internal IReadOnlyList<string> Names => names;

    /// <summary>All columns that main effects and two-factor interactions have.</summary>
    /// <exception cref="ArgumentException">The design is not orthogonal, or an effect never changes.</exception>
    internal static IReadOnlyList<FactorialTerm> Of(TwoLevelDesign design)
    {
        var terms = new List<FactorialTerm>();
        for (var i = 0; i < design.Factors.Count; i++)
        {
            Put(terms, [.. design.Runs.Select(run => run[i])], design.Factors[i]);
        }

        for (var i = 0; i < design.Factors.Count; i++)
        {
            for (var j = i + 1; j < design.Factors.Count; j++)
            {
                Put(terms, [.. design.Runs.Select(run => run[i] * run[j])], EffectName.Of([design.Factors[i], design.Factors[j]]));
            }
        }

        return terms;
    }

    /// <summary>Mean of the run means where the sign is + less that where it is -.</summary>
    internal double Contrast(double[] means)
    {
        var sum = 0.0;
        for (var run = 0; run < means.Length; run++)
        {
            sum += signs[run] * means[run];
        }

        return sum / (means.Length / 2.0);
    }

    private static void Put(List<FactorialTerm> terms, int[] signs, string name)
    {
        if (signs.Sum() != 0)
        {
            throw new ArgumentException($"'{name}' is not as often high as low in the design, so its effect cannot be told.", nameof(signs));
        }

        foreach (var term in terms)
        {
            var product = term.signs.Zip(signs, (a, b) => a * b).Sum();
            if (Math.Abs(product) == signs.Length)
            {
                term.names.Add(product > 0 ? name : "-" + name);
                return;
            }

            if (product != 0)
            {
                throw new ArgumentException($"'{term.names[0]}' and '{name}' are neither orthogonal nor aliased in the design.", nameof(signs));
            }
        }

        var added = new FactorialTerm(signs);
        added.names.Add(name);
        terms.Add(added);
    }
}
