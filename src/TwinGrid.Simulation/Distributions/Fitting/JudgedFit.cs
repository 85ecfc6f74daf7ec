namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>A fit with how far the data are from it.</summary>
/// <param name="Fit">The fit.</param>
/// <param name="Goodness">Its test.</param>
public sealed record JudgedFit(DistributionFit Fit, GoodnessOfFit Goodness)
{
    /// <summary>Below this p-value of either test a law is taken not to be that of the data: 5 % of true laws at the most are refused by the two together.</summary>
    public const double Level = 0.025;

    /// <summary>Neither test speaks against it at <see cref="Level"/>.</summary>
    public bool IsPlausible => Goodness.KolmogorovSmirnovP >= Level && Goodness.AndersonDarlingP >= Level;
}
