namespace TwinGrid.Simulation.Hybrid;

/// <summary>Follows variables of a block over the solver's steps, for their monitors.</summary>
internal sealed class BlockStatistics(ContinuousBlock block)
{
    private const int Samples = 5;
    private const int Refinements = 5;

    /// <summary>Start, nodes of the three-point Gauss rule, end.</summary>
    private static readonly double[] Places = [0, 0.5 - (0.5 * Math.Sqrt(0.6)), 0.5, 0.5 + (0.5 * Math.Sqrt(0.6)), 1];
    private static readonly double[] Weights = [0, 5.0 / 18, 8.0 / 18, 5.0 / 18, 0];

    private readonly List<ContinuousMonitor> all = [];
    private ContinuousMonitor[] followed = [];
    private double[] values = [];
    private double reached;

    public void Add(ContinuousMonitor monitor) => all.Add(monitor);

    /// <summary>Begins at a time, s; monitors that nobody asks are left out from now on.</summary>
    public void Start(double t)
    {
        followed = [.. all.Where(m => m.IsFollowed)];
        values = new double[followed.Length * Samples];
        reached = t;
    }

    /// <summary>Sees what the values are at an instant after a jump.</summary>
    public void See(double t)
    {
        if (followed.Length > 0)
        {
            block.Evaluate(t);
            foreach (var monitor in followed)
            {
                monitor.See(monitor.Present);
            }
        }
    }

    /// <summary>Counts all from where it was left to an instant of the last step.</summary>
    public void AccumulateTo(double t)
    {
        var seconds = t - reached;
        if (!(seconds > 0))
        {
            return;
        }

        if (followed.Length > 0)
        {
            Accumulate(reached, t, seconds);
        }

        reached = t;
    }

    private void Accumulate(double from, double to, double seconds)
    {
        for (var k = 0; k < Samples; k++)
        {
            block.Evaluate(k == Samples - 1 ? to : from + (Places[k] * seconds));
            for (var i = 0; i < followed.Length; i++)
            {
                var value = followed[i].Present;
                values[(i * Samples) + k] = value;
                followed[i].See(value);
                if (Weights[k] > 0)
                {
                    followed[i].Add(value, Weights[k] * seconds);
                }
            }
        }

        for (var i = 0; i < followed.Length; i++)
        {
            FindExtremes(followed[i], values.AsSpan(i * Samples, Samples), from, seconds);
        }
    }

    /// <summary>Looks for a peak or a trough between samples, where it would go beyond what was seen.</summary>
    private void FindExtremes(ContinuousMonitor monitor, ReadOnlySpan<double> at, double from, double seconds)
    {
        for (var k = 1; k < Samples - 1; k++)
        {
            if (at[k] > at[k - 1] && at[k] >= at[k + 1] && at[k] + Math.Max(at[k] - at[k - 1], at[k] - at[k + 1]) > monitor.Largest)
            {
                Climb(monitor, 1, (Places[k - 1], at[k - 1]), (Places[k], at[k]), (Places[k + 1], at[k + 1]), from, seconds);
            }
            else if (at[k] < at[k - 1] && at[k] <= at[k + 1] && at[k] - Math.Max(at[k - 1] - at[k], at[k + 1] - at[k]) < monitor.Smallest)
            {
                Climb(monitor, -1, (Places[k - 1], -at[k - 1]), (Places[k], -at[k]), (Places[k + 1], -at[k + 1]), from, seconds);
            }
        }
    }

    /// <summary>Successive parabolas through three points, the middle one the highest.</summary>
    private void Climb(ContinuousMonitor monitor, int sign, (double X, double Y) left, (double X, double Y) middle, (double X, double Y) right, double from, double seconds)
    {
        for (var n = 0; n < Refinements; n++)
        {
            var (a, b) = ((middle.X - left.X) * (middle.Y - right.Y), (middle.X - right.X) * (middle.Y - left.Y));
            var x = middle.X - (0.5 * (((middle.X - left.X) * a) - ((middle.X - right.X) * b)) / (a - b));
            if (!(x > left.X && x < right.X) || x == middle.X)
            {
                return;
            }

            block.Evaluate(from + (x * seconds));
            var value = monitor.Present;
            monitor.See(value);
            var point = (x, sign * value);
            if (point.Item2 > middle.Y)
            {
                (left, middle, right) = x < middle.X ? (left, point, middle) : (middle, point, right);
            }
            else
            {
                (left, right) = x < middle.X ? (point, right) : (left, point);
            }
        }
    }
}
