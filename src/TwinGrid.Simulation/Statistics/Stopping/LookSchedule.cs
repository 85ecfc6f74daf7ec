using System.Globalization;

namespace TwinGrid.Simulation.Statistics.Stopping;

/// <summary>
/// After how many replications a sequential rule is looked at: First, First + Increment, First + 2 Increment..., and Maximum. Only these index-ordered prefixes count, so that the
/// outcome does not depend on which replication finished first. No look is taken before 10 replications: a spread estimated from fewer stops too early too often.
/// </summary>
internal sealed record LookSchedule
{
    internal const int Fewest = 10;

    /// <param name="first">Replications at the first look, at least 1; fewer than 10 are taken as 10.</param>
    /// <param name="increment">Replications between looks, at least 1.</param>
    /// <param name="maximum">Replications at which to give up, at least <paramref name="first"/>.</param>
    internal LookSchedule(int first, int increment, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(increment, 1);
        if (maximum < first)
        {
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, string.Create(CultureInfo.InvariantCulture, $"At most {maximum} replications are fewer than the first {first}."));
        }

        (First, Increment, Maximum) = (Math.Min(Math.Max(first, Fewest), maximum), increment, maximum);
    }

    internal int First { get; }

    internal int Increment { get; }

    internal int Maximum { get; }

    /// <summary>Whether a prefix of n replications is looked at.</summary>
    internal bool Includes(int n) => n == Maximum || n >= First && n < Maximum && (n - First) % Increment == 0;

    /// <summary>The first look at more than n replications; the maximum at the latest.</summary>
    internal int After(int n) => n < First ? First : (int)Math.Min(Maximum, First + ((n - First) / Increment + 1L) * Increment);
}
