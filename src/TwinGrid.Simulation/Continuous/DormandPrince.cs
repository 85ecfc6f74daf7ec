namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// One step of the explicit Runge-Kutta pair of Dormand and Prince (1980), order 5 with an embedded error of order 4, first same as
/// last, with the interpolant of order 4 and the stiffness test of Hairer, Norsett and Wanner (Solving Ordinary Differential
/// Equations I, II.4-6; II, IV.2).
/// </summary>
internal sealed class DormandPrince(IDifferentialSystem system, ErrorScale scale)
{
    private const double A21 = 1.0 / 5;
    private const double A31 = 3.0 / 40, A32 = 9.0 / 40;
    private const double A41 = 44.0 / 45, A42 = -56.0 / 15, A43 = 32.0 / 9;
    private const double A51 = 19372.0 / 6561, A52 = -25360.0 / 2187, A53 = 64448.0 / 6561, A54 = -212.0 / 729;
    private const double A61 = 9017.0 / 3168, A62 = -355.0 / 33, A63 = 46732.0 / 5247, A64 = 49.0 / 176, A65 = -5103.0 / 18656;
    private const double B1 = 35.0 / 384, B3 = 500.0 / 1113, B4 = 125.0 / 192, B5 = -2187.0 / 6784, B6 = 11.0 / 84;
    private const double E1 = 71.0 / 57600, E3 = -71.0 / 16695, E4 = 71.0 / 1920, E5 = -17253.0 / 339200, E6 = 22.0 / 525, E7 = -1.0 / 40;
    private const double D1 = -12715105075.0 / 11282082432, D3 = 87487479700.0 / 32700410799, D4 = -10690763975.0 / 1880347072;
    private const double D5 = 701980252875.0 / 199316789632, D6 = -1453857185.0 / 822651844, D7 = 69997945.0 / 29380423;

    /// <summary>Derivative evaluations of one attempt.</summary>
    public const int Evaluations = 6;

    private readonly double[] k2 = new double[system.Dimension];
    private readonly double[] k3 = new double[system.Dimension];
    private readonly double[] k4 = new double[system.Dimension];
    private readonly double[] k5 = new double[system.Dimension];
    private readonly double[] k6 = new double[system.Dimension];
    private readonly double[] stage = new double[system.Dimension];
    private readonly double[] error = new double[system.Dimension];

    /// <summary>Step of the last attempt times the largest eigenvalue met in it; above about 3.3 the step is bounded by stability.</summary>
    public double StabilityNumber { get; private set; }

    /// <summary>Tries the step and returns its error in units of the tolerance.</summary>
    /// <param name="t">Start, in seconds.</param>
    /// <param name="h">Step, in seconds.</param>
    /// <param name="y">State at t.</param>
    /// <param name="k1">Derivative at t.</param>
    /// <param name="yNew">Filled with the state at t + h.</param>
    /// <param name="k7">Filled with the derivative at t + h.</param>
    public unsafe double Attempt(double t, double h, double[] y, double[] k1, double[] yNew, double[] k7)
    {
        var n = y.Length;
        fixed (double* y0 = y, w = stage, f1 = k1, f2 = k2, f3 = k3, f4 = k4, f5 = k5, f6 = k6, y1 = yNew)
        {
            for (var i = 0; i < n; i++)
            {
                w[i] = y0[i] + (h * A21 * f1[i]);
            }

            system.Derivative(t + (0.2 * h), stage, k2);
            for (var i = 0; i < n; i++)
            {
                w[i] = y0[i] + (h * ((A31 * f1[i]) + (A32 * f2[i])));
            }

            system.Derivative(t + (0.3 * h), stage, k3);
            for (var i = 0; i < n; i++)
            {
                w[i] = y0[i] + (h * ((A41 * f1[i]) + (A42 * f2[i]) + (A43 * f3[i])));
            }

            system.Derivative(t + (0.8 * h), stage, k4);
            for (var i = 0; i < n; i++)
            {
                w[i] = y0[i] + (h * ((A51 * f1[i]) + (A52 * f2[i]) + (A53 * f3[i]) + (A54 * f4[i])));
            }

            system.Derivative(t + (8.0 / 9 * h), stage, k5);
            for (var i = 0; i < n; i++)
            {
                w[i] = y0[i] + (h * ((A61 * f1[i]) + (A62 * f2[i]) + (A63 * f3[i]) + (A64 * f4[i]) + (A65 * f5[i])));
            }

            system.Derivative(t + h, stage, k6);
            for (var i = 0; i < n; i++)
            {
                y1[i] = y0[i] + (h * ((B1 * f1[i]) + (B3 * f3[i]) + (B4 * f4[i]) + (B5 * f5[i]) + (B6 * f6[i])));
            }
        }

        system.Derivative(t + h, yNew, k7);
        return Assess(h, y, k1, yNew, k7);
    }

    private unsafe double Assess(double h, double[] y, double[] k1, double[] yNew, double[] k7)
    {
        double slope = 0, distance = 0;
        fixed (double* w = stage, f1 = k1, f3 = k3, f4 = k4, f5 = k5, f6 = k6, f7 = k7, y1 = yNew, e = error)
        {
            for (var i = 0; i < y.Length; i++)
            {
                e[i] = h * ((E1 * f1[i]) + (E3 * f3[i]) + (E4 * f4[i]) + (E5 * f5[i]) + (E6 * f6[i]) + (E7 * f7[i]));
                var dk = f7[i] - f6[i];
                var dy = y1[i] - w[i];
                slope += dk * dk;
                distance += dy * dy;
            }
        }

        StabilityNumber = distance > 0 ? h * Math.Sqrt(slope / distance) : 0;
        return scale.Norm(error, y, yNew);
    }

    /// <summary>Interpolant of the last attempt, given the same arguments.</summary>
    public void Interpolant(double h, double[] y, double[] k1, double[] yNew, double[] k7, DenseOutput dense)
    {
        for (var i = 0; i < y.Length; i++)
        {
            var c = dense.Of(i);
            var difference = yNew[i] - y[i];
            var bend = (h * k1[i]) - difference;
            c[0] = y[i];
            c[1] = difference;
            c[2] = bend;
            c[3] = difference - (h * k7[i]) - bend;
            c[4] = h * ((D1 * k1[i]) + (D3 * k3[i]) + (D4 * k4[i]) + (D5 * k5[i]) + (D6 * k6[i]) + (D7 * k7[i]));
        }
    }
}
