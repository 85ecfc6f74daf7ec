using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Stopping;

/// <summary>How narrow an interval must become.</summary>
internal sealed record HalfWidthTarget
{
    private readonly double value;
    private readonly bool relative;

    private HalfWidthTarget(double value, bool relative) => (this.value, this.relative) = (value, relative);

    /// <summary>A half-width in the KPI's unit, positive.</summary>
    internal static HalfWidthTarget Absolute(double halfWidth) => halfWidth > 0 && double.IsFinite(halfWidth)
        ? new(halfWidth, relative: false)
        : throw new ArgumentOutOfRangeException(nameof(halfWidth), halfWidth, "The half-width to reach must be positive.");

    /// <summary>
    /// A share r of a true mean, in (0, 1). The estimate must then come within r / (1 + r) of the estimated mean, which makes it at most r of the true one (Law, Simulation Modeling and
    /// Analysis, 5th ed., ch. 9.4.1).
    /// </summary>
    internal static HalfWidthTarget Relative(double share) => new(Probability.Inside(share, nameof(share)), relative: true);

    /// <summary>The half-width to reach, in the KPI's unit.</summary>
    /// <param name="reference">Estimated mean that a relative target is a share of; with a mean of 0 it cannot be reached.</param>
    internal double For(double reference) => relative ? value / (1 + value) * Math.Abs(reference) : value;
}
