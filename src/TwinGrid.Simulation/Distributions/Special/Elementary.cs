namespace TwinGrid.Simulation.Distributions.Special;

/// <summary>Logarithm and exponential near 1 and 0, where the runtime's own lose digits.</summary>
internal static class Elementary
{
    /// <summary>log(1 + x) to full accuracy. W. Kahan's correction of the rounding of 1 + x (HP-15C Advanced Functions Handbook, 1982).</summary>
    public static double LogOnePlus(double x)
    {
        var rounded = 1 + x;
        return rounded == 1 ? x : double.IsPositiveInfinity(rounded) ? rounded : Math.Log(rounded) * (x / (rounded - 1));
    }

    /// <summary>exp(x) - 1 to full accuracy; the counterpart of <see cref="LogOnePlus"/>.</summary>
    public static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > 0.7)
        {
            return Math.Exp(x) - 1;
        }

        var rounded = Math.Exp(x);
        return rounded == 1 ? x : (rounded - 1) * (x / Math.Log(rounded));
    }

    /// <summary>log(1 - exp(x)) for x at most 0: the logarithm of a probability from that of its complement. M. Maechler, "Accurately computing log(1 - exp(-|a|))", 2012.</summary>
    public static double LogOneMinusExp(double x) => x > -0.6931471805599453 ? Math.Log(-ExpMinusOne(x)) : LogOnePlus(-Math.Exp(x));
}
