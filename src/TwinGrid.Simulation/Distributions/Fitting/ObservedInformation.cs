namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>
/// Standard errors from the curvature of the log likelihood at its top, by differences: in the logarithms of positive parameters and, for a location, in units of the parameter
/// after it. At the top the gradient is 0, so that the information needs no further terms in the parameters themselves.
/// </summary>
internal static class ObservedInformation
{
    private const double Step = 2e-3;

    public static double[] StandardErrors(Estimator estimator, double[] top, Observations data)
    {
        var unit = top.Select((value, i) => estimator.HasLocation && i == 0 ? top[1] : value).ToArray();
        if (top.Length == 1)
        {
            return [unit[0] / Math.Sqrt(-Second(0))];
        }

        var (aa, bb, ab) = (-Second(0), -Second(1), -Mixed());
        var determinant = (aa * bb) - (ab * ab);
        return [unit[0] * Math.Sqrt(bb / determinant), unit[1] * Math.Sqrt(aa / determinant)];

        double At(double first, double second)
        {
            var moved = new double[top.Length];
            for (var i = 0; i < top.Length; i++)
            {
                var by = i == 0 ? first : second;
                moved[i] = estimator.HasLocation && i == 0 ? top[0] + (by * unit[0]) : top[i] * Math.Exp(by);
            }

            return Estimator.LogLikelihood(estimator.Law(moved), data);
        }

        double Second(int of)
        {
            double Along(double by) => of == 0 ? At(by, 0) : At(0, by);
            return ((-Along(2 * Step)) + (16 * Along(Step)) - (30 * At(0, 0)) + (16 * Along(-Step)) - Along(-2 * Step)) / (12 * Step * Step);
        }

        double Mixed()
        {
            double Cross(double h) => (At(h, h) - At(h, -h) - At(-h, h) + At(-h, -h)) / (4 * h * h);
            return ((4 * Cross(Step)) - Cross(2 * Step)) / 3;
        }
    }
}
