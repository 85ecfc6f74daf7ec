using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>A claim about the mean difference D of a KPI, arm minus baseline: D &gt; δ (Greater), D &lt; -δ (Less) or |D| &gt; δ (Different), with the minimum effect δ.</summary>
public sealed record EffectClaim
{
    /// <summary>Direction of the claim.</summary>
    public required Alternative Alternative { get; init; }

    /// <summary>The effect that matters, as a magnitude in the KPI's unit; 0 when any effect does. Negative for Greater and Less when a loss up to that is accepted (non-inferiority).</summary>
    public double MinimumEffect { get; init; }

    /// <summary>Largest chance of a wrong Supported, and of a wrong Refuted; in (0, 0.5).</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Chance with which the replications named for an Inconclusive verdict would decide it; in (0, 1), at least a half is used.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Throws if a value is out of its range.</summary>
    internal void Check()
    {
        if (!double.IsFinite(MinimumEffect) || MinimumEffect < 0 && Alternative == Alternative.Different)
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumEffect), MinimumEffect, string.Create(CultureInfo.InvariantCulture, $"Minimum effect = {MinimumEffect} must be a finite magnitude, at least 0 for a claim of any difference."));
        }

        if (!(Alpha > 0 && Alpha < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(Alpha), Alpha, string.Create(CultureInfo.InvariantCulture, $"Alpha = {Alpha} must lie between 0 and 0.5."));
        }

        Probability.Inside(Power, nameof(Power));
    }
}
