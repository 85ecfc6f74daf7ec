namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>The top of a function of two variables, by Newton's method; steps that don't rise are shortened, and where the function is not concave the steepest way is taken.</summary>
internal static class Ascent
{
    /// <summary>Where the function is not defined.</summary>
    public static readonly Point Outside = new(double.NegativeInfinity, 0, 0, 0, 0, 0);

    public static (double A, double B) Climb(double a, double b, Func<double, double, Point> function)
    {
        var at = function(a, b);
        for (var i = 0; i < 200; i++)
        {
            var (stepA, stepB) = Step(at);
            var next = function(a + stepA, b + stepB);
            for (var halvings = 0; next.Value < at.Value && halvings < 60; halvings++)
            {
                (stepA, stepB) = (0.5 * stepA, 0.5 * stepB);
                next = function(a + stepA, b + stepB);
            }

            var isThere = Math.Abs(stepA) <= 1e-9 * (1 + Math.Abs(a)) && Math.Abs(stepB) <= 1e-9 * (1 + Math.Abs(b));
            if (next.Value >= at.Value)
            {
                (a, b, at) = (a + stepA, b + stepB, next);
            }
            else
            {
                // No shorter step rises: this is the top, to rounding.
                return (a, b);
            }

            if (isThere)
            {
                break;
            }
        }

        return (a, b);
    }

    private static (double A, double B) Step(Point at)
    {
        var determinant = (at.AA * at.BB) - (at.AB * at.AB);
        if (at.AA < 0 && determinant > 0)
        {
            return (((at.AB * at.B) - (at.BB * at.A)) / determinant, ((at.AB * at.A) - (at.AA * at.B)) / determinant);
        }

        var length = Math.Sqrt((at.A * at.A) + (at.B * at.B));
        return length == 0 ? (0, 0) : (at.A / length, at.B / length);
    }

    /// <summary>Value, first and second derivatives.</summary>
    internal readonly record struct Point(double Value, double A, double B, double AA, double AB, double BB)
    {
        public Point Plus(double value, double a, double b, double aa, double ab, double bb) => new(Value + value, A + a, B + b, AA + aa, AB + ab, BB + bb);
    }
}
