namespace TwinGrid.Simulation.Statistics.Stopping;

/// <summary>Replicates until the interval of <see cref="SequentialInterval"/> for a mean, or for a mean paired difference, is narrow enough.</summary>
internal sealed record HalfWidthRule(HalfWidthTarget Target, LookSchedule Looks, double Level = 0.95)
{
    /// <summary>Whether a prefix is narrow enough.</summary>
    /// <param name="prefix">Moments of the values, or of the paired differences.</param>
    /// <param name="reference">Mean that a relative target is a share of; null for the prefix's own.</param>
    internal bool IsMet(RunningMoments prefix, double? reference = null) =>
        prefix.Count > 1 && SequentialInterval.Of(prefix, Level).HalfWidth <= Target.For(reference ?? prefix.Mean);

    /// <summary>Applies the rule to values in index order: where it stops and why. Values after that are not looked at. Null when it needs more values than there are.</summary>
    internal StoppingResult? Apply(ReadOnlySpan<double> values)
    {
        var prefix = new RunningMoments();
        foreach (var value in values)
        {
            prefix.Add(value);
            if (Looks.Includes(prefix.Count) && (IsMet(prefix) || prefix.Count == Looks.Maximum))
            {
                return new StoppingResult { Estimate = SequentialInterval.Of(prefix, Level), TargetReached = IsMet(prefix), Target = Target.For(prefix.Mean) };
            }
        }

        return null;
    }

    /// <summary>The look, counted in replications in all, at which the rule is likely to be met if the spread stays as seen.</summary>
    internal int Projected(RunningMoments prefix, double? reference = null)
    {
        if (prefix.Count < 2)
        {
            return Looks.First;
        }

        var share = SequentialInterval.Of(prefix, Level).HalfWidth / Target.For(reference ?? prefix.Mean);
        var n = Math.Ceiling(prefix.Count * Math.Max(1, share * share));
        return n < Looks.Maximum ? Looks.Includes((int)n) ? (int)n : Looks.After((int)n) : Looks.Maximum;
    }
}
