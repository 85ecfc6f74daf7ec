using TwinGrid.Model.Samples;

namespace TwinGrid.Model.Cuts;

/// <summary>Ages in a cut.</summary>
public static class CutTime
{
    /// <summary>Time from one instant to another, s; 0 when it lies ahead (a producer's clock may be early), NaN when it is not known.</summary>
    /// <param name="fromNs">ns since 1970 UTC; long.MinValue = not known.</param>
    /// <param name="atNs">ns since 1970 UTC.</param>
    public static double Seconds(long fromNs, long atNs) =>
        fromNs == long.MinValue ? double.NaN : Math.Max(0, (atNs - fromNs) / (double)Nanoseconds.PerSecond);
}
