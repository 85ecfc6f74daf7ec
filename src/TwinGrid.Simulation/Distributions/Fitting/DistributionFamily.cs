namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>Families of laws that can be fitted to data.</summary>
public enum DistributionFamily
{
    /// <summary><see cref="Distributions.Exponential"/>: parameter mean.</summary>
    Exponential,

    /// <summary><see cref="Distributions.Weibull"/> without shift: shape, scale.</summary>
    Weibull,

    /// <summary><see cref="Distributions.LogNormal"/>: mu, sigma.</summary>
    LogNormal,

    /// <summary><see cref="Distributions.Gamma"/>: shape, scale.</summary>
    Gamma,

    /// <summary><see cref="Distributions.Normal"/>: mean, sd.</summary>
    Normal,
}
