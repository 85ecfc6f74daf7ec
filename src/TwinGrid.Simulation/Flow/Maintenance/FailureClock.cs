using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Maintenance;

/// <summary>
/// Age of a unit and the age at which it fails. Lives are drawn by ordinal: the n-th failure of a unit meets the same chance in every arm. Who owns it lets its age advance.
/// </summary>
/// <param name="law">Life of a new unit, s; null = it never fails.</param>
/// <param name="draws">Chance by ordinal.</param>
/// <param name="unit">Number of the unit within its component.</param>
internal sealed class FailureClock(Distribution? law, IndexedDraws draws, int unit)
{
    private long ordinal;

    /// <summary>s since the last renewal, of the time that counts.</summary>
    public double Age { get; set; }

    /// <summary>Age at which it fails, s.</summary>
    public double Life { get; private set; } = double.PositiveInfinity;

    /// <summary>Age at which maintenance is due, s; infinite = never.</summary>
    public double Limit { get; set; } = double.PositiveInfinity;

    /// <summary>s of its time until it fails.</summary>
    public double UntilFailure => Math.Max(0, Life - Age);

    /// <summary>s of its time until maintenance is due.</summary>
    public double UntilLimit => Math.Max(0, Limit - Age);

    /// <summary>As good as new.</summary>
    public void Renew()
    {
        Age = 0;
        Life = law?.Quantile(draws.Draw(ordinal++, unit)) ?? double.PositiveInfinity;
    }

    /// <summary>Works again, as old as it was (minimal repair), or as old as <see cref="Age"/> was set: its life given that it has lasted until now.</summary>
    public void Continue() => Life = law is null ? double.PositiveInfinity : Age + law.Residual(Age, draws.Draw(ordinal++, unit));
}
