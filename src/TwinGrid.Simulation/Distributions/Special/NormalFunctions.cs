using MathNet.Numerics;

namespace TwinGrid.Simulation.Distributions.Special;

/// <summary>The standard normal law.</summary>
internal static class NormalFunctions
{
    public const double LogSqrtTwoPi = 0.91893853320467274178;
    private const double SqrtHalf = 0.70710678118654752440;
    private const double FarTail = 12;

    /// <summary>Density at z.</summary>
    public static double Density(double z) => Math.Exp((-0.5 * z * z) - LogSqrtTwoPi);

    /// <summary>P(Z &lt;= z), relative accuracy kept in the lower tail.</summary>
    public static double Cdf(double z) => 0.5 * SpecialFunctions.Erfc(-z * SqrtHalf);

    /// <summary>log P(Z &gt; z), however far out.</summary>
    public static double LogSurvival(double z) =>
        z < -1 ? Elementary.LogOnePlus(-Cdf(z))
        : z < FarTail ? Math.Log(Cdf(-z))
        : (-0.5 * z * z) - LogSqrtTwoPi + Math.Log(MillsRatio(z));

    /// <summary>P(Z &gt; z) / density(z) for z of at least 12, by Laplace's continued fraction 1/(z + 1/(z + 2/(z + ...))).</summary>
    private static double MillsRatio(double z)
    {
        var fraction = z;
        for (var k = 16; k >= 1; k--)
        {
            fraction = z + (k / fraction);
        }

        return 1 / fraction;
    }

    /// <summary>The z with P(Z &lt;= z) = p. M. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37, 1988: relative accuracy about 1e-16.</summary>
    public static double Quantile(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            return Centre(q);
        }

        var tail = Math.Min(p, 1 - p);
        return tail <= 0 ? Math.CopySign(double.PositiveInfinity, q) : Math.CopySign(Tail(Math.Sqrt(-Math.Log(tail))), q);
    }

    /// <summary>The z with log P(Z &gt; z) = <paramref name="log"/>, at most 0, however far out.</summary>
    public static double QuantileOfLogSurvival(double log)
    {
        if (log > -0.7)
        {
            return Quantile(-Elementary.ExpMinusOne(log));
        }

        var root = Math.Sqrt(-log);
        if (root <= 27)
        {
            return log > -2.59 ? Centre(0.5 - Math.Exp(log)) : Tail(root);
        }

        // Newton on the logarithm, which is almost a parabola there.
        var z = Math.Sqrt(2) * root;
        for (var i = 0; i < 4; i++)
        {
            z += (LogSurvival(z) - log) * MillsRatio(z);
        }

        return z;
    }

    private static double Centre(double q)
    {
        var r = 0.180625 - (q * q);
        var numerator = (((((((((((((2509.0809287301226727 * r) + 33430.575583588128105) * r) + 67265.770927008700853) * r)
            + 45921.953931549871457) * r) + 13731.693765509461125) * r) + 1971.5909503065514427) * r) + 133.14166789178437745) * r) + 3.387132872796366608;
        var denominator = (((((((((((((5226.495278852545925 * r) + 28729.085735721942674) * r) + 39307.89580009271061) * r)
            + 21213.794301586595867) * r) + 5394.1960214247511077) * r) + 687.1870074920579083) * r) + 42.313330701600911252) * r) + 1;
        return q * numerator / denominator;
    }

    private static double Tail(double root)
    {
        if (root <= 5)
        {
            var r = root - 1.6;
            var numerator = (((((((((((((7.7454501427834140764e-4 * r) + 0.0227238449892691845833) * r) + 0.24178072517745061177) * r)
                + 1.27045825245236838258) * r) + 3.64784832476320460504) * r) + 5.7694972214606914055) * r) + 4.6303378461565452959) * r) + 1.42343711074968357734;
            var denominator = (((((((((((((1.05075007164441684324e-9 * r) + 5.475938084995344946e-4) * r) + 0.0151986665636164571966) * r)
                + 0.14810397642748007459) * r) + 0.68976733498510000455) * r) + 1.6763848301838038494) * r) + 2.05319162663775882187) * r) + 1;
            return numerator / denominator;
        }
        else
        {
            var r = root - 5;
            var numerator = (((((((((((((2.01033439929228813265e-7 * r) + 2.71155556874348757815e-5) * r) + 0.0012426609473880784386) * r)
                + 0.026532189526576123093) * r) + 0.29656057182850489123) * r) + 1.7848265399172913358) * r) + 5.4637849111641143699) * r) + 6.6579046435011037772;
            var denominator = (((((((((((((2.04426310338993978564e-15 * r) + 1.4215117583164458887e-7) * r) + 1.8463183175100546818e-5) * r)
                + 7.868691311456132591e-4) * r) + 0.0148753612908506148525) * r) + 0.13692988092273580531) * r) + 0.59983220655588793769) * r) + 1;
            return numerator / denominator;
        }
    }
}
