using TwinGrid.Contracts.History;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>Figures of one window while its samples go by, in order of time.</summary>
internal struct WindowValue
{
    private long heldSinceNs;
    private double held;
    private double min;
    private double max;
    private double first;
    private double last;
    private double sum;
    private double lostInSum;
    private double area;
    private double knownNs;
    private long count;
    private long usable;

    /// <summary>A window that begins with a value from before it.</summary>
    /// <param name="startNs">Its start.</param>
    /// <param name="heldBefore">Value that holds at its start; NaN = not known.</param>
    public WindowValue(long startNs, double heldBefore)
    {
        heldSinceNs = startNs;
        held = heldBefore;
        (min, max, first, last) = (double.NaN, double.NaN, double.NaN, double.NaN);
    }

    /// <summary>Value that holds now; NaN when the last sample was bad or there was none.</summary>
    public readonly double Held => held;

    public void Add(long timeNs, double value, uint quality)
    {
        HoldUntil(timeNs);
        count++;
        held = double.NaN;
        if (Quality.IsBad(quality) || !double.IsFinite(value))
        {
            return;
        }

        held = value;
        first = usable == 0 ? value : first;
        last = value;
        min = usable == 0 ? value : Math.Min(min, value);
        max = usable == 0 ? value : Math.Max(max, value);
        usable++;
        AddToSum(value);
    }

    /// <summary>The figures, once the window is over.</summary>
    public void Close(long endNs) => HoldUntil(endNs);

    public readonly double Get(HistoryAggregation aggregation) => aggregation switch
    {
        HistoryAggregation.Min => min,
        HistoryAggregation.Max => max,
        HistoryAggregation.Mean => usable == 0 ? double.NaN : (sum + lostInSum) / usable,
        HistoryAggregation.TimeWeightedMean => knownNs > 0 ? area / knownNs : double.NaN,
        HistoryAggregation.Count => count,
        HistoryAggregation.First => first,
        HistoryAggregation.Last => last,
        _ => throw new ArgumentOutOfRangeException(nameof(aggregation), aggregation, "No such aggregation."),
    };

    private void HoldUntil(long timeNs)
    {
        if (!double.IsNaN(held))
        {
            // As doubles: a window may be longer than a long can tell.
            var length = (double)timeNs - heldSinceNs;
            area += held * length;
            knownNs += length;
        }

        heldSinceNs = timeNs;
    }

    /// <summary>Neumaier's compensated sum: the mean of very many samples does not drift.</summary>
    private void AddToSum(double value)
    {
        var next = sum + value;
        lostInSum += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }
}
