using System.Collections.Immutable;
using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>
/// One of several laws, by chance: short and long stops, kinds of jobs. Draws invert the common cdf, at the cost of some twenty evaluations of it, so that the value grows with
/// the uniform; choosing the law first would not do that.
/// </summary>
public sealed class Mixture : Distribution
{
    private readonly Distribution[] laws;
    private readonly double[] weights;
    private readonly double[] logWeights;

    /// <param name="laws">At least one.</param>
    /// <param name="weights">As many, at least 0, not all 0; divided by their sum.</param>
    /// <exception cref="ArgumentException">Not so.</exception>
    public Mixture(ImmutableArray<Distribution> laws, ImmutableArray<double> weights)
    {
        var probabilities = Require.Weights(laws.Length, weights);
        this.laws = [.. laws.Where((_, i) => probabilities[i] > 0)];
        this.weights = [.. probabilities.Where(p => p > 0)];
        logWeights = [.. this.weights.Select(weight => Math.Log(weight))];
        Mean = Sum(static (law, _) => law.Mean, 0);
        Variance = Sum(static (law, mean) => law.Variance + ((law.Mean - mean) * (law.Mean - mean)), Mean);
        Minimum = this.laws.Min(law => law.Minimum);
        Maximum = this.laws.Max(law => law.Maximum);
        IsDiscrete = this.laws.All(law => law.IsDiscrete);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override bool IsDiscrete { get; }

    /// <inheritdoc/>
    public override double Cdf(double x) => Sum(static (law, x) => law.Cdf(x), x);

    /// <inheritdoc/>
    public override double Survival(double x) => Sum(static (law, x) => law.Survival(x), x);

    /// <inheritdoc/>
    public override double LogSurvival(double x)
    {
        var greatest = double.NegativeInfinity;
        for (var i = 0; i < laws.Length; i++)
        {
            greatest = Math.Max(greatest, logWeights[i] + laws[i].LogSurvival(x));
        }

        if (greatest > -1 || double.IsNegativeInfinity(greatest))
        {
            return Math.Log(Survival(x));
        }

        var sum = 0.0;
        for (var i = 0; i < laws.Length; i++)
        {
            sum += Math.Exp(logWeights[i] + laws[i].LogSurvival(x) - greatest);
        }

        return greatest + Math.Log(sum);
    }

    /// <inheritdoc/>
    public override double Density(double x) => Sum(static (law, x) => law.Density(x), x);

    /// <inheritdoc/>
    public override string ToString() => $"mixture({string.Join(", ", laws.Select((law, i) => $"{Number(weights[i])}: {law}"))})";

    /// <inheritdoc/>
    protected internal override double Below(double x) => Sum(static (law, x) => law.Below(x), x);

    /// <inheritdoc/>
    protected internal override double Invert(double p)
    {
        if (p > 0.5)
        {
            return InvertSurvival(1 - p);
        }

        if (p == 0)
        {
            return Minimum;
        }

        // The quantile lies between the least and the greatest of the laws' own.
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var law in laws)
        {
            var x = law.Invert(p);
            (low, high) = (Math.Min(low, x), Math.Max(high, x));
        }

        return Solve(p, low, high, static (mixture, x, p) => mixture.Cdf(x) - p);
    }

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q)
    {
        if (q >= 0.5)
        {
            return Invert(1 - q);
        }

        if (q == 0)
        {
            return Maximum;
        }

        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var law in laws)
        {
            var x = law.InvertSurvival(q);
            (low, high) = (Math.Min(low, x), Math.Max(high, x));
        }

        return Solve(q, low, high, static (mixture, x, q) => q - mixture.Survival(x));
    }

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
    {
        // Laws that are over have no part in what is left.
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var law in laws)
        {
            if (elapsed < law.Maximum)
            {
                var x = Math.Max(0, law.InvertResidual(elapsed, u));
                (low, high) = (Math.Min(low, elapsed + x), Math.Max(high, elapsed + x));
            }
        }

        var log = LogSurvival(elapsed) + Elementary.LogOnePlus(-u);
        return double.IsNegativeInfinity(log) ? high - elapsed : Solve(log, low, high, static (mixture, x, log) => log - mixture.LogSurvival(x)) - elapsed;
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        var (sum, total, log) = (0.0, 0.0, LogSurvival(elapsed));
        for (var i = 0; i < laws.Length; i++)
        {
            var part = Math.Exp(logWeights[i] + laws[i].LogSurvival(elapsed) - log);
            sum += part > 0 ? part * laws[i].MeanResidual(elapsed) : 0;
            total += part;
        }

        return sum / total;
    }

    /// <summary>
    /// The least x of the bracket, to rounding, at which a growing function is no longer negative; jumps allowed. Secants, and halvings whenever they don't halve the bracket.
    /// </summary>
    private double Solve(double target, double low, double high, Func<Mixture, double, double, double> miss)
    {
        if (!(low < high) || !double.IsFinite(low) || !double.IsFinite(high))
        {
            return high;
        }

        var (atLow, atHigh) = (miss(this, low, target), miss(this, high, target));
        if (atLow >= 0)
        {
            return low;
        }

        for (var i = 0; i < 200 && high - low > 4e-16 * Math.Max(Math.Abs(low), Math.Abs(high)); i++)
        {
            var width = high - low;
            var secant = low + (width * (-atLow / (atHigh - atLow)));
            Narrow(secant > low && secant < high ? secant : low + (0.5 * width));
            if (high - low > 0.5 * width)
            {
                Narrow(low + (0.5 * (high - low)));
            }
        }

        return Atom(low, high) ?? high;

        void Narrow(double x)
        {
            var at = miss(this, x, target);
            if (at >= 0)
            {
                (high, atHigh) = (x, at);
            }
            else
            {
                (low, atLow) = (x, at);
            }
        }
    }

    /// <summary>The value in a bracket of rounding width that carries probability, exactly: a count stays whole.</summary>
    private double? Atom(double low, double high)
    {
        foreach (var law in laws)
        {
            if (law.IsDiscrete && law.Cdf(low) is var below && law.Cdf(high) is var upTo && upTo > below)
            {
                return law.Invert(below + (0.5 * (upTo - below)));
            }
        }

        return null;
    }

    private double Sum(Func<Distribution, double, double> part, double x)
    {
        var sum = 0.0;
        for (var i = 0; i < laws.Length; i++)
        {
            sum += weights[i] * part(laws[i], x);
        }

        return sum;
    }
}
