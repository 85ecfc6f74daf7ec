using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>Finds where signals of a block pass levels that somebody watches, within the steps of the solver: the steps themselves do not change by it.</summary>
/// <param name="block">The block.</param>
/// <param name="secondsPerTick">Length of a tick, s.</param>
internal sealed class LevelSearch(ContinuousBlock block, double secondsPerTick)
{
    /// <summary>A step is looked at in so many pieces; two passages in one piece are not seen.</summary>
    private const int Pieces = 8;

    private const int MostIterations = 100;

    private readonly List<Entry> entries = [];
    private readonly List<(double Time, EventHandle Handle)> scheduled = [];
    private long added;

    /// <summary>Takes in a watch.</summary>
    /// <returns>Its number.</returns>
    public long Add(ContinuousSignal signal, SignalWatch watch)
    {
        entries.Add(new Entry(added, signal, watch));
        return added++;
    }

    /// <summary>Passages of all watches between two instants of the last step.</summary>
    public void FindAll(double from, double to)
    {
        scheduled.Clear();
        entries.RemoveAll(static e => !e.Watch.IsActive);
        if (entries.Count > 0)
        {
            Find(null, from, to);
        }
    }

    /// <summary>Passages of one watch between two instants of the last step.</summary>
    public void Find(long number, double from, double to) => Find((long?)number, from, to);

    /// <summary>Takes back what would be after an instant.</summary>
    public void Cut(double t)
    {
        foreach (var (time, handle) in scheduled)
        {
            if (time > t)
            {
                block.Cancel(handle);
            }
        }

        scheduled.Clear();
    }

    /// <summary>The signal of a watch passes its level now.</summary>
    public void Pass(long number, Simulator simulator)
    {
        if (entries.Find(e => e.Number == number) is { Watch: { IsActive: true } watch })
        {
            simulator.Schedule(SimDuration.Zero, watch.Target, watch.Kind);
        }
    }

    private void Find(long? only, double from, double to)
    {
        foreach (var entry in entries)
        {
            entry.Before = entry.Signal.At(from);
        }

        var start = from;
        for (var k = 1; k <= Pieces; k++)
        {
            var t = k == Pieces ? to : from + ((to - from) * k / Pieces);
            foreach (var entry in entries)
            {
                if (only is { } number && entry.Number != number)
                {
                    continue;
                }

                var after = entry.Signal.At(t);
                if (entry.Watch.Passes(entry.Before, after))
                {
                    var root = Root(entry, start, entry.Before, t, after);
                    scheduled.Add((root, block.ScheduleCrossing(root, entry.Number)));
                }

                entry.Before = after;
            }

            start = t;
        }
    }

    /// <summary>Where the level has just been passed, to a thousandth of a tick: regula falsi with halving of the weight of an end that stays (Illinois).</summary>
    private double Root(Entry entry, double a, double atA, double b, double atB)
    {
        var level = entry.Watch.Level;
        var (fa, fb) = (atA - level, atB - level);
        var stays = 0;
        for (var n = 0; b - a > 1e-3 * secondsPerTick && n < MostIterations; n++)
        {
            var x = n % 4 == 3 || fa == fb ? 0.5 * (a + b) : ((fa * b) - (fb * a)) / (fa - fb);
            if (!(x > a && x < b))
            {
                x = 0.5 * (a + b);
                if (!(x > a && x < b))
                {
                    break;
                }
            }

            var value = entry.Signal.At(x);
            if (entry.Watch.Passes(atA, value))
            {
                (b, fb) = (x, value - level);
                fa = stays > 0 ? 0.5 * fa : fa;
                stays = 1;
            }
            else
            {
                (a, fa) = (x, value - level);
                fb = stays < 0 ? 0.5 * fb : fb;
                stays = -1;
            }
        }

        return b;
    }

    private sealed class Entry(long number, ContinuousSignal signal, SignalWatch watch)
    {
        public long Number { get; } = number;

        public ContinuousSignal Signal { get; } = signal;

        public SignalWatch Watch { get; } = watch;

        public double Before { get; set; }
    }
}
