using System.Globalization;

namespace TwinGrid.Simulation.Statistics.Intervals;

/// <summary>
/// Spread of a share, or of a difference of shares, of outcomes that are rare. What did not happen in n replications may still happen in one of n / 3 (Hanley and Lippman-Hand, JAMA 249,
/// 1983), but 0 and 1 that are all equal have no spread, and Student's interval no width. So the standard error is at least 2 / (n + 2), as if four more outcomes had differed: the 95 %
/// limit on what was never seen is then 3.3 / n for large n, and 0.16 for n = 20, where the exact one is 0.14.
/// </summary>
internal static class RareOutcomes
{
    /// <summary>The estimate with a spread that few outcomes of the kind may hide.</summary>
    /// <param name="difference">Of means of values that are 0 or 1, or minus a limit.</param>
    internal static DifferenceEstimate Spread(DifferenceEstimate difference)
    {
        var n = Math.Min(difference.N, difference.BaselineN);
        // Where no outcome differs nothing tells how much alike the replications of a draw are.
        var least = 2.0 / ((difference.StandardError > 0 ? n * difference.ReplicationsAUnit : n) + 2);
        if (n < 2 || difference.StandardError >= least)
        {
            return difference;
        }

        var note = string.Create(CultureInfo.InvariantCulture, $"few outcomes of {n} are of the kind, or few are not: the interval allows for what so few can't show");
        return (difference with
        {
            StandardError = least,
            StandardDeviation = Math.Max(difference.StandardDeviation, least * Math.Sqrt(n)),
            Notes = difference.StandardError > 0 ? [.. difference.Notes, note] : [note],
        }).At(difference.Level);
    }
}
