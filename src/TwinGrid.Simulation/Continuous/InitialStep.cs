namespace TwinGrid.Simulation.Continuous;

/// <summary>First step from the first and second derivative, after Hairer, Norsett and Wanner (Solving Ordinary Differential Equations I, II.4), except that a variable close to zero counts with the magnitude from which on it matters.</summary>
internal sealed class InitialStep(IDifferentialSystem system, ErrorScale scale)
{
    private readonly double[] euler = new double[system.Dimension];
    private readonly double[] derivative = new double[system.Dimension];

    /// <summary>Step from (t, y) with derivative f, in seconds; costs one evaluation.</summary>
    public double Estimate(double t, double[] y, double[] f, double longest)
    {
        for (var i = 0; i < y.Length; i++)
        {
            euler[i] = Math.Max(Math.Abs(y[i]), scale.Floor(i));
        }

        var size = scale.Norm(euler, y, y);
        var slope = scale.Norm(f, y, y);
        var h = size < 1e-5 || slope < 1e-5 ? 1e-6 : 0.01 * (size / slope);
        h = Math.Min(h, longest);
        for (var i = 0; i < y.Length; i++)
        {
            euler[i] = y[i] + (h * f[i]);
        }

        system.Derivative(t + h, euler, derivative);
        for (var i = 0; i < y.Length; i++)
        {
            derivative[i] -= f[i];
        }

        var bend = scale.Norm(derivative, y, y) / h;
        if (!double.IsFinite(bend))
        {
            return h;
        }

        var steepest = Math.Max(slope, bend);
        var byError = steepest <= 1e-15 ? Math.Max(1e-6, h * 1e-3) : Math.Pow(0.01 / steepest, 1.0 / 5);
        return Math.Min(Math.Min(100 * h, byError), longest);
    }
}
