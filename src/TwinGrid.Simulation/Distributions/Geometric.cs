using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>The number of trials up to and with the first success: 1, 2, 3, ...</summary>
public sealed class Geometric : Distribution
{
    private readonly double probability;
    private readonly double logFailure;

    /// <param name="probability">Of success in one trial, 1e-9 to 1.</param>
    public Geometric(double probability)
    {
        this.probability = Require.Between(probability, 1e-9, 1);
        logFailure = Elementary.LogOnePlus(-probability);
    }

    /// <inheritdoc/>
    public override double Mean => 1 / probability;

    /// <inheritdoc/>
    public override double Variance => (1 - probability) / (probability * probability);

    /// <inheritdoc/>
    public override double Minimum => 1;

    /// <inheritdoc/>
    public override double Maximum => probability == 1 ? 1 : double.PositiveInfinity;

    /// <inheritdoc/>
    public override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override double Cdf(double x) => -Elementary.ExpMinusOne(LogSurvival(x));

    /// <inheritdoc/>
    public override double Survival(double x) => Math.Exp(LogSurvival(x));

    /// <inheritdoc/>
    public override double LogSurvival(double x) => x < 1 ? 0 : Math.Floor(x) * logFailure;

    /// <inheritdoc/>
    public override double Density(double x) =>
        x < 1 || x != Math.Floor(x) || double.IsInfinity(x) ? 0 : x == 1 ? probability : probability * Math.Exp((x - 1) * logFailure);

    /// <inheritdoc/>
    public override string ToString() => $"geometric({Number(probability)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p)
    {
        if (probability == 1)
        {
            return 1;
        }

        var log = Elementary.LogOnePlus(-p);
        return double.IsNegativeInfinity(log) ? double.PositiveInfinity : Trials(log);
    }

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
    {
        // Without memory in whole trials.
        var past = Math.Max(0, Math.Floor(elapsed));
        return past - elapsed + Invert(u);
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed) => Math.Floor(elapsed) - elapsed + (1 / probability);

    /// <summary>The fewest trials whose survival is at most exp(log); the rounding of the quotient is put right.</summary>
    private double Trials(double log)
    {
        var k = Math.Max(1, Math.Ceiling(log / logFailure));
        return k > 1 && (k - 1) * logFailure <= log ? k - 1 : k * logFailure > log ? k + 1 : k;
    }
}
