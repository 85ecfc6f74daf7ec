namespace TwinGrid.Simulation.Distributions.Special;

/// <summary>
/// Integrals over (0, 1) of functions that may go to infinity at the ends, such as quantiles: the double exponential rule of H. Takahasi and M. Mori (Publ. RIMS 9, 1974),
/// relative accuracy about 1e-12 for smooth ones.
/// </summary>
internal static class UnitQuadrature
{
    private const double Step = 1.0 / 256;
    private const double End = 3.2;

    public static double Integrate(Func<double, double> function)
    {
        var sum = 0.0;
        for (var i = (int)(-End / Step); i <= (int)(End / Step); i++)
        {
            // u = 1 / (1 + exp(-pi sinh t))
            var t = i * Step;
            var e = Math.Exp(-Math.PI * Math.Sinh(t));
            var u = 1 / (1 + e);
            if (u is > 0 and < 1)
            {
                sum += Math.PI * Math.Cosh(t) * e * u * u * function(u);
            }
        }

        return sum * Step;
    }
}
