namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Finds the first reported crossing of a step on its interpolant. Between samples on the same side an extremum that points at
/// the threshold is followed down, so that a pair of crossings is not overlooked unless the dip is finer than the samples.
/// </summary>
internal sealed class EventLocator
{
    /// <summary>Time is not resolved finer than a few units in the last place.</summary>
    private const double RoundOff = 4.5e-16;

    /// <summary>Share of its largest distance at which an event counts as next to its threshold.</summary>
    private const double NextTo = 1e-10;

    private readonly IStateEvents events;
    private readonly EventSamples samples;
    private readonly EventDirection[] directions;
    private readonly double[] hysteresis;
    private readonly double[] state;
    private readonly double[] values;
    private readonly bool[] above;
    private readonly bool[] aboveBefore;
    private readonly int[] fired;

    // Distances to the threshold at the two samples before the present interval and at its end; the sample before last is not
    // a number where the trigger has changed since.
    private readonly double[] earlier;
    private readonly double[] start;
    private readonly double[] end;

    /// <summary>Largest distance of each event since the triggers were first set, to judge what is close.</summary>
    private readonly double[] farthest;

    private DenseOutput dense = null!;
    private double stepStart;
    private double step;

    public EventLocator(IStateEvents events, int dimension)
    {
        this.events = events;
        var count = events.EventCount;
        directions = new EventDirection[count];
        hysteresis = new double[count];
        for (var i = 0; i < count; i++)
        {
            directions[i] = events.Direction(i);
            hysteresis[i] = events.Hysteresis(i);
            if (!(hysteresis[i] >= 0))
            {
                throw new ArgumentException($"The hysteresis of {events.EventName(i)} is {hysteresis[i]}; it must not be negative.");
            }
        }

        samples = new EventSamples(events, dimension);
        state = new double[dimension];
        values = new double[count];
        above = new bool[count];
        aboveBefore = new bool[count];
        fired = new int[count];
        earlier = new double[count];
        start = new double[count];
        end = new double[count];
        farthest = new double[count];
    }

    /// <summary>Events that crossed at the time found last, the first of them first.</summary>
    public ReadOnlySpan<int> Fired => fired.AsSpan(0, FiredCount);

    public int FiredCount { get; private set; }

    /// <summary>Part of the step that was looked at, from its start; less than 1 where an event function varies much faster than the state.</summary>
    public double Window => samples.Window;

    /// <summary>Event whose function is not finite at the end of the step examined last, or -1.</summary>
    public int NotFinite { get; private set; } = -1;

    public bool IsAbove(int index) => above[index];

    public void SetAbove(int index, bool isAbove) => above[index] = isAbove;

    /// <summary>Sets the triggers from the state; inside its dead band a trigger keeps its side, unless <paramref name="forget"/>.</summary>
    public void Arm(double t, ReadOnlySpan<double> y, bool forget)
    {
        FiredCount = 0;
        events.EventValues(t, y, values);
        for (var i = 0; i < above.Length; i++)
        {
            above[i] = forget ? values[i] > 0 : values[i] > hysteresis[i] || (above[i] && values[i] > -hysteresis[i]);
            start[i] = Distance(i, values[i]);
            farthest[i] = forget ? start[i] : Math.Max(farthest[i], start[i]);
        }
    }

    /// <summary>Looks through a step.</summary>
    /// <param name="interpolant">Of the step.</param>
    /// <param name="t">Start of the step, in seconds.</param>
    /// <param name="h">Length of the step, in seconds.</param>
    /// <param name="afterStart">It is the first step after a (re)start.</param>
    /// <returns>Fraction of the step where the first reported event has just crossed, or not a number.</returns>
    public double Locate(DenseOutput interpolant, double t, double h, bool afterStart)
    {
        (dense, stepStart, step) = (interpolant, t, h);
        FiredCount = 0;
        NotFinite = -1;
        samples.Take(interpolant, t, h, afterStart);
        double before = 0, from = 0;
        for (var k = 0; k < samples.Count; k++)
        {
            var to = samples.At(k);
            samples.Values(k).CopyTo(values);
            ToDistances(k == 0 ? start : end);
            if (k == 0)
            {
                Array.Fill(earlier, double.NaN);
                continue;
            }

            var first = FirstCrossing(before, from, to);
            if (!double.IsNaN(first) || NotFinite >= 0)
            {
                return first;
            }

            Shift();
            (before, from) = (from, to);
        }

        return double.NaN;
    }

    /// <summary>Looks at the end of a step only; 1 if a reported event has crossed there, else not a number.</summary>
    public double LookAtEnd(double t, ReadOnlySpan<double> y)
    {
        events.EventValues(t, y, values);
        ToDistances(end);
        FiredCount = 0;
        NotFinite = Array.FindIndex(values, static value => !double.IsFinite(value));
        for (var i = 0; i < above.Length && NotFinite < 0; i++)
        {
            if (Crossed(i, end[i]) && Reported(i, above[i]))
            {
                fired[FiredCount++] = i;
            }
        }

        Shift();
        return FiredCount > 0 ? 1 : double.NaN;
    }

    /// <summary>Goes on to the next interval: crossings that nobody asked for change their triggers here.</summary>
    private void Shift()
    {
        for (var i = 0; i < above.Length; i++)
        {
            aboveBefore[i] = above[i];
            farthest[i] = Math.Max(farthest[i], end[i]);
            if (Crossed(i, end[i]))
            {
                above[i] = !above[i];
                earlier[i] = double.NaN;
                start[i] = (2 * hysteresis[i]) - end[i];
            }
            else
            {
                earlier[i] = start[i];
                start[i] = end[i];
            }
        }
    }

    /// <summary>Fires the first reported event whose function is next to its threshold after the last step; false if there is none.</summary>
    public bool FireAtEdge()
    {
        for (var i = 0; i < above.Length; i++)
        {
            if (Reported(i, above[i]) && start[i] <= NextTo * farthest[i])
            {
                above[i] = !above[i];
                fired[0] = i;
                FiredCount = 1;
                return true;
            }
        }

        return false;
    }

    private double FirstCrossing(double before, double from, double to)
    {
        var first = double.NaN;
        var which = -1;
        for (var i = 0; i < above.Length; i++)
        {
            if (!double.IsFinite(end[i]))
            {
                NotFinite = i;
                return double.NaN;
            }

            var x = CrossingOf(i, before, from, to);
            if (!double.IsNaN(x) && !(x >= first))
            {
                (first, which) = (x, i);
            }
        }

        if (which >= 0)
        {
            Fire(first, which, first < from);
        }

        return first;
    }

    /// <summary>First reported crossing of one event in the interval, or not a number.</summary>
    private double CrossingOf(int i, double before, double from, double to)
    {
        if (Crossed(i, end[i]))
        {
            return Reported(i, above[i]) ? Root(i, above[i], from, to) : double.NaN;
        }

        if (!(earlier[i] > start[i] && start[i] < end[i]) || !DipMayCross(i, before, from, to))
        {
            return double.NaN;
        }

        var dip = Dip(i, before, to);
        if (double.IsNaN(dip))
        {
            return double.NaN;
        }

        return Reported(i, above[i]) ? Root(i, above[i], dip > from ? from : before, dip) : Root(i, !above[i], dip, to);
    }

    /// <summary>The parabola through the three samples comes near the threshold.</summary>
    private bool DipMayCross(int i, double before, double from, double to)
    {
        double left = from - before, right = to - from;
        double slopeLeft = (start[i] - earlier[i]) / left, slopeRight = (end[i] - start[i]) / right;
        var curvature = (slopeRight - slopeLeft) / (left + right);
        var slope = slopeLeft + (curvature * left);
        return start[i] - (slope * slope / (4 * curvature)) < 0.5 * start[i];
    }

    /// <summary>A place between the samples where the event has crossed, by golden section; not a number if there is none.</summary>
    private double Dip(int i, double a, double b)
    {
        const double Golden = 0.3819660112501051;
        const double Finest = 1e-9;
        double left = a + (Golden * (b - a)), right = b - (Golden * (b - a));
        double atLeft = DistanceAt(i, left), atRight = DistanceAt(i, right);
        while (b - a > Finest)
        {
            if (Crossed(i, atLeft))
            {
                return left;
            }

            if (Crossed(i, atRight))
            {
                return right;
            }

            if (atLeft < atRight)
            {
                (b, right, atRight) = (right, left, atLeft);
                left = a + (Golden * (b - a));
                atLeft = DistanceAt(i, left);
            }
            else
            {
                (a, left, atLeft) = (left, right, atRight);
                right = b - (Golden * (b - a));
                atRight = DistanceAt(i, right);
            }
        }

        return double.NaN;
    }

    /// <summary>
    /// End of the bracket that has just crossed, by ITP (Oliveira and Takahashi, ACM Trans. Math. Softw. 47, 2020): never worse than
    /// bisection, and as fast as the secant on smooth functions.
    /// </summary>
    private double Root(int i, bool isAbove, double a, double b)
    {
        var was = above[i];
        above[i] = isAbove;
        double atA = DistanceAt(i, a), atB = DistanceAt(i, b);
        var tolerance = Math.Max(1e-15, RoundOff * Math.Max(Math.Abs(stepStart), Math.Abs(stepStart + step)) / step);
        var k1 = 0.2 / (b - a);
        var limit = Math.Ceiling(Math.Log2((b - a) / tolerance)) + 1;
        for (var n = 0; b - a > tolerance && n < 200; n++)
        {
            var half = 0.5 * (a + b);
            var radius = Math.Max(0, (tolerance * 0.5 * Math.Pow(2, limit - n)) - (0.5 * (b - a)));
            var secant = atA > atB ? ((atA * b) - (atB * a)) / (atA - atB) : half;
            var sigma = Math.Sign(half - secant);
            var delta = Math.Max(k1 * (b - a) * (b - a), 0.25 * tolerance);
            var truncated = delta <= Math.Abs(half - secant) ? secant + (sigma * delta) : half;
            var x = Math.Abs(truncated - half) <= radius ? truncated : half - (sigma * radius);
            if (!(x > a && x < b))
            {
                x = half;
            }

            var value = DistanceAt(i, x);
            if (Crossed(i, value))
            {
                (b, atB) = (x, value);
            }
            else
            {
                (a, atA) = (x, value);
            }
        }

        above[i] = was;
        return b;
    }

    /// <summary>Brings all triggers to their side at x and lists those that crossed there.</summary>
    private void Fire(double x, int first, bool beforeInterval)
    {
        if (beforeInterval)
        {
            aboveBefore.CopyTo(above);
        }

        Distances(x, end);
        fired[0] = first;
        FiredCount = 1;
        for (var i = 0; i < above.Length; i++)
        {
            if (i == first)
            {
                above[i] = directions[i] switch { EventDirection.Rising => true, EventDirection.Falling => false, _ => !above[i] };
            }
            else if (Crossed(i, end[i]))
            {
                if (Reported(i, above[i]))
                {
                    fired[FiredCount++] = i;
                }

                above[i] = !above[i];
            }
        }

        for (var i = 0; i < above.Length; i++)
        {
            start[i] = Distance(i, values[i]);
        }
    }

    private bool Reported(int i, bool wasAbove) => directions[i] switch
    {
        EventDirection.Rising => !wasAbove,
        EventDirection.Falling => wasAbove,
        _ => true,
    };

    /// <summary>Way to go to the threshold; a trigger above crosses by touching, one below by exceeding, as <c>g &gt; 0</c> does.</summary>
    private double Distance(int i, double value) => above[i] ? value + hysteresis[i] : hysteresis[i] - value;

    private bool Crossed(int i, double distance) => above[i] ? distance <= 0 : distance < 0;

    private void Distances(double x, double[] into)
    {
        dense.Evaluate(x, state);
        events.EventValues(stepStart + (x * step), state, values);
        ToDistances(into);
    }

    private void ToDistances(double[] into)
    {
        for (var i = 0; i < above.Length; i++)
        {
            into[i] = Distance(i, values[i]);
        }
    }

    private double DistanceAt(int i, double x)
    {
        dense.Evaluate(x, state);
        events.EventValues(stepStart + (x * step), state, values);
        return Distance(i, values[i]);
    }
}
