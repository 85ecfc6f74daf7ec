namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Next step size from the error of the last: proportional-integral control for the explicit method (Hairer, Norsett and Wanner,
/// Solving Ordinary Differential Equations II, IV.2), predictive control after Gustafsson for the stiff one (ibid. IV.8).
/// Both error estimates here fall with the fifth power of the step.
/// </summary>
internal sealed class StepController
{
    private const double Safety = 0.9;
    private const double Exponent = 1.0 / 5;
    private const double Beta = 0.04;
    private const double LeastShrink = 0.2;
    private const double MostGrowth = 10;
    private const double MostStiffGrowth = 6;

    /// <summary>An error that is not finite says nothing about the size that would do: go down boldly.</summary>
    private const double NotFiniteShrink = 0.25;

    private double errorBefore;
    private double stepBefore;
    private bool rejected;

    public void Reset()
    {
        errorBefore = 1e-4;
        stepBefore = 0;
        rejected = false;
    }

    /// <summary>Step to try after one that failed with this error.</summary>
    public double AfterRejection(double h, double error)
    {
        rejected = true;
        return double.IsFinite(error) ? h * Math.Max(LeastShrink, Safety * QuickPower.Of(error, -Exponent)) : h * NotFiniteShrink;
    }

    /// <summary>Step to try after an explicit one that was good.</summary>
    public double AfterExplicit(double h, double error)
    {
        var factor = Safety * QuickPower.Of(errorBefore, Beta) * QuickPower.Of(Math.Max(error, 1e-10), (0.75 * Beta) - Exponent);
        errorBefore = Math.Max(error, 1e-4);
        stepBefore = 0;
        return Grown(h, factor, MostGrowth);
    }

    /// <summary>Step to try after a stiff one that was good.</summary>
    public double AfterStiff(double h, double error)
    {
        error = Math.Max(error, 1e-10);
        var factor = Safety * QuickPower.Of(error, -Exponent);
        if (stepBefore > 0)
        {
            factor = Math.Min(factor, Safety * (h / stepBefore) * QuickPower.Of(errorBefore / (error * error), Exponent));
        }

        errorBefore = Math.Max(error, 1e-2);
        stepBefore = h;
        return Grown(h, factor, MostStiffGrowth);
    }

    private double Grown(double h, double factor, double most)
    {
        factor = Math.Max(LeastShrink, Math.Min(rejected ? 1 : most, factor));
        rejected = false;
        return h * factor;
    }
}
