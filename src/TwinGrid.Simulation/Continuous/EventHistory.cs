namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Watches the times of events for two ways of getting nowhere: accumulation, where the gaps shrink geometrically towards a finite
/// time (a bouncing ball), and chattering, where gaps have come down to what time can resolve (a relay without dead band).
/// </summary>
internal sealed class EventHistory(double resolutionSeconds)
{
    /// <summary>Events that chatter in a row before it is called so.</summary>
    public const int ChatteringEvents = 32;

    /// <summary>Accumulation is called when what is left to the limit is this share of what has passed.</summary>
    private const double LeftToGo = 1e-6;

    private const double SameRatio = 0.02;
    private const double Resolution = 1e-12;
    private const int Group = 4;
    private const int Window = (3 * Group) + 1;

    private readonly double[] times = new double[Window];
    private int count;
    private int chattering;
    private readonly double[] runStarts = new double[Group + 1];

    /// <summary>Limit of the accumulation found last, in seconds.</summary>
    public double LimitTime { get; private set; }

    /// <summary>Last gap between events, in seconds.</summary>
    public double LastGap => count < 2 ? double.PositiveInfinity : times[^1] - times[^2];

    public void Clear() => count = chattering = 0;

    /// <summary>Takes back events that were located after a time to which integration then went back: they have not happened.</summary>
    public void ForgetAfter(double t)
    {
        while (count > 0 && times[^1] > t)
        {
            times.AsSpan(0, Window - 1).CopyTo(times.AsSpan(1));
            count--;
            chattering = Math.Max(0, chattering - 1);
        }
    }

    /// <summary>Adds an event.</summary>
    /// <param name="t">Its time, in seconds.</param>
    /// <param name="longestStep">Longest step since the start, in seconds: the time scale next to which a gap is judged.</param>
    public FailureReason? Add(double t, double longestStep)
    {
        times.AsSpan(1).CopyTo(times);
        times[^1] = t;
        count = Math.Min(count + 1, Window);
        var shortest = Math.Max(resolutionSeconds, Resolution * Math.Max(Math.Abs(t), longestStep));
        chattering = LastGap <= shortest ? chattering + 1 : 0;
        if (chattering >= ChatteringEvents)
        {
            chattering = 0;
            return FailureReason.EventsChatter;
        }

        return Accumulates(t, 1) || Accumulates(t, Group) ? FailureReason.EventsAccumulate : null;
    }

    /// <summary>Compares the last three spans of so many gaps each: single gaps, or a cycle of different events.</summary>
    private bool Accumulates(double t, int gaps)
    {
        ref var runStart = ref runStarts[gaps];
        if (count <= 3 * gaps)
        {
            runStart = times[^count];
            return false;
        }

        double last = times[^1] - times[^(1 + gaps)], middle = times[^(1 + gaps)] - times[^(1 + (2 * gaps))], first = times[^(1 + (2 * gaps))] - times[^(1 + (3 * gaps))];
        double ratio = last / middle, ratioBefore = middle / first;
        if (!(ratio < 0.999 && Math.Abs(ratio - ratioBefore) < SameRatio * ratio))
        {
            runStart = times[^(1 + (3 * gaps))];
            return false;
        }

        var left = last * ratio / (1 - ratio);
        LimitTime = t + left;
        return left <= LeftToGo * (t - runStart);
    }
}
