namespace TwinGrid.Simulation.Continuous;

/// <summary>Weighted root mean square against the tolerances; 1 is just good enough.</summary>
internal sealed class ErrorScale(double relative, double[] absolute)
{
    /// <summary>Error allowed of a variable of this value.</summary>
    public double Tolerance(int variable, double value) => absolute[variable] + (relative * Math.Abs(value));

    /// <summary>Norm of <paramref name="error"/> where the state goes from <paramref name="y"/> to <paramref name="yNew"/>; not finite if any of them is not.</summary>
    public double Norm(double[] error, double[] y, double[] yNew)
    {
        var sum = 0.0;
        for (var i = 0; i < error.Length; i++)
        {
            double size = Math.Abs(y[i]), sizeNew = Math.Abs(yNew[i]);
            var scaled = error[i] / (absolute[i] + (relative * (size > sizeNew ? size : sizeNew)));
            sum += scaled * scaled;
        }

        return Math.Sqrt(sum / error.Length);
    }

    /// <summary>The magnitude below which a variable does not matter: what its absolute tolerance is the relative tolerance of.</summary>
    public double Floor(int variable) => Math.Min(1, absolute[variable] / relative);
}
