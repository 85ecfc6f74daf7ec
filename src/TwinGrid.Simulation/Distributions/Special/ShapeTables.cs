using System.Collections.Concurrent;

namespace TwinGrid.Simulation.Distributions.Special;

/// <summary>
/// Tables by shape, made once a process: every replication builds its laws anew, and a table costs as much as a thousand draws. What a draw gives does not depend on
/// whether its table was remembered.
/// </summary>
internal static class ShapeTables
{
    /// <summary>13 KB each; the bound is against models that make shapes up as they go.</summary>
    private const int MaxRemembered = 512;

    private static readonly ConcurrentDictionary<(double A, double B), ScoreTable> Remembered = new();

    /// <summary>log x of the quantiles of the gamma law of scale 1.</summary>
    public static ScoreTable Gamma(double shape) => Get((shape, double.NaN), static key => new ScoreTable(z => GammaNode(key.A, z)));

    /// <summary>log x of the quantiles of the hyperexponential law of mean 1; to start an iteration from, since where the branches differ much the table is too coarse.</summary>
    public static ScoreTable HyperExponential(double scv) => Get((scv, double.PositiveInfinity), static key =>
    {
        var law = new HyperExponential(1, key.A);
        return new ScoreTable(z => HyperExponentialNode(law, z));
    });

    /// <summary>log(x / (1 - x)) of the quantiles of the beta law on (0, 1).</summary>
    public static ScoreTable Beta(double alpha, double beta) => Get((alpha, beta), static key => new ScoreTable(z => BetaNode(key.A, key.B, z)));

    private static ScoreTable Get((double A, double B) key, Func<(double A, double B), ScoreTable> make)
    {
        if (Remembered.TryGetValue(key, out var table))
        {
            return table;
        }

        table = make(key);
        if (Remembered.Count < MaxRemembered)
        {
            Remembered.TryAdd(key, table);
        }

        return table;
    }

    /// <summary>From P(shape, exp(y)) = Phi(z): y' = phi(z) / (x f(x)), and the logarithmic derivative of that for y''.</summary>
    private static ScoreTable.Node GammaNode(double shape, double z)
    {
        var y = GammaFunctions.LogInverse(shape, NormalFunctions.LogSurvival(-z), NormalFunctions.LogSurvival(z));
        var x = Math.Exp(y);
        var slope = Math.Exp((-0.5 * z * z) - NormalFunctions.LogSqrtTwoPi - (shape * y) + x + GammaFunctions.LogGamma(shape));
        return new ScoreTable.Node(y, slope, slope * (-z - ((shape - x) * slope)));
    }

    private static ScoreTable.Node HyperExponentialNode(HyperExponential law, double z)
    {
        var x = law.InvertLogSurvival(NormalFunctions.LogSurvival(z));
        var (density, decay) = law.DensityAndDecay(x);
        var slope = NormalFunctions.Density(z) / (x * density);
        return new ScoreTable.Node(Math.Log(x), slope, slope * (-z - ((1 - (x * decay)) * slope)));
    }

    private static ScoreTable.Node BetaNode(double alpha, double beta, double z)
    {
        var y = BetaFunctions.LogitOfInverse(alpha, beta, NormalFunctions.Cdf(z), NormalFunctions.Cdf(-z));
        var x = 1 / (1 + Math.Exp(-y));
        var logX = -Elementary.LogOnePlus(Math.Exp(-y));
        var logComplement = -Elementary.LogOnePlus(Math.Exp(y));
        var slope = Math.Exp((-0.5 * z * z) - NormalFunctions.LogSqrtTwoPi - (alpha * logX) - (beta * logComplement) + BetaFunctions.LogBeta(alpha, beta));
        return new ScoreTable.Node(y, slope, slope * (-z - ((alpha - ((alpha + beta) * x)) * slope)));
    }
}
