namespace TwinGrid.Storage.History;

/// <summary>
/// Ascending instants: distances to the first divided by their greatest common divisor (sources tick in milliseconds or seconds, not in
/// nanoseconds), then the difference of successive differences, which is zero for a steady source.
/// </summary>
internal static class TimeColumn
{
    /// <summary>Writes all but the first time, which the header has.</summary>
    public static void Write(ReadOnlySpan<long> times, Span<ulong> scratch, ByteWriter to)
    {
        if (times.Length < 2)
        {
            return;
        }

        var step = CommonStep(times);
        to.WriteVarint(step);
        var residuals = scratch[..(times.Length - 1)];
        ulong before = 0;
        for (var i = 1; i < times.Length; i++)
        {
            // Unsigned: two instants may lie further apart than a long can tell.
            var difference = (ulong)(times[i] - times[i - 1]);
            difference = step > 1 ? difference / step : difference;
            residuals[i - 1] = PlaneColumn.ZigZag((long)(difference - before));
            before = difference;
        }

        PlaneColumn.Write(residuals, to);
    }

    /// <summary>Reads into <paramref name="times"/>.</summary>
    /// <param name="from">Where.</param>
    /// <param name="first">First time, from the header.</param>
    /// <param name="times">As many as there are.</param>
    /// <param name="scratch">At least as long.</param>
    public static void Read(ref ByteReader from, long first, Span<long> times, Span<ulong> scratch)
    {
        times[0] = first;
        if (times.Length < 2)
        {
            return;
        }

        var step = from.ReadVarint();
        var residuals = scratch[..(times.Length - 1)];
        PlaneColumn.Read(ref from, residuals);
        ulong difference = 0;
        for (var i = 1; i < times.Length; i++)
        {
            difference += (ulong)PlaneColumn.UnZigZag(residuals[i - 1]);
            times[i] = times[i - 1] + (long)(difference * step);
            if (times[i] < times[i - 1])
            {
                throw new InvalidDataException("Chunk times do not ascend.");
            }
        }
    }

    private static ulong CommonStep(ReadOnlySpan<long> times)
    {
        ulong step = 0;
        for (var i = 1; i < times.Length && step != 1; i++)
        {
            var difference = (ulong)(times[i] - times[i - 1]);
            while (difference != 0)
            {
                (step, difference) = step == 0 ? (difference, 0) : (difference, step % difference);
            }
        }

        // All at one instant: any step does.
        return Math.Max(step, 1);
    }
}
