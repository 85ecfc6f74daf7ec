namespace TwinGrid.Storage.History;

/// <summary>
/// Finds the decimal places of values that once were decimal text or scaled integers: v = n / 10^places, exactly, because the division of two
/// exact doubles is rounded correctly (IEEE 754). The idea is ALP's (Afroozeh, Kuffó, Boncz, SIGMOD 2023).
/// </summary>
internal static class DecimalScale
{
    /// <summary>More places than that say nothing: nearly every double is some 16-digit decimal.</summary>
    public const int MaxPlaces = 14;

    private const double MaxInteger = 1L << 53;
    private const int Probes = 32;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

    /// <summary>The fewest places with which most of a sample of the values are decimals; -1 when none will do.</summary>
    public static int Find(ReadOnlySpan<double> values)
    {
        var stride = Math.Max(1, values.Length / Probes);
        var places = 0;
        var misses = 0;
        for (var i = 0; i < values.Length; i += stride)
        {
            var needed = PlacesOf(values[i], places);
            if (needed < 0)
            {
                // Tolerates a few: an absent value, a spike computed from something else.
                if (++misses > Probes / 8)
                {
                    return -1;
                }
            }
            else
            {
                places = needed;
            }
        }

        return places;
    }

    /// <summary>The integer n of a value; false when n / 10^places is not the value bit for bit.</summary>
    public static bool TryScale(double value, int places, out long integer)
    {
        var scaled = Math.Round(value * Powers[places]);
        if (Math.Abs(scaled) <= MaxInteger)
        {
            integer = (long)scaled;
            return BitConverter.DoubleToInt64Bits(Unscale(integer, places)) == BitConverter.DoubleToInt64Bits(value);
        }

        integer = 0;
        return false;
    }

    /// <summary>n / 10^places.</summary>
    public static double Unscale(long integer, int places) => integer / Powers[places];

    private static int PlacesOf(double value, int atLeast)
    {
        for (var places = atLeast; places <= MaxPlaces; places++)
        {
            if (TryScale(value, places, out _))
            {
                return places;
            }
        }

        return -1;
    }
}
