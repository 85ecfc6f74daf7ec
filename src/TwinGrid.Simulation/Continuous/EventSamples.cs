namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Event functions sampled over a step. A step is as long as the state allows; an event function may vary faster. So each panel of
/// a step is checked against the cubic through its other samples, and all are made half as wide until the functions are resolved
/// (a kink stays unresolved and costs only that); if whole stretches stay unresolved, only the first part of the step is looked at.
/// </summary>
internal sealed class EventSamples
{
    private const int MostPanels = 32;
    private const int InPanel = 4;
    private const double LeastWindow = 1.0 / 1024;

    /// <summary>A kink can leave this many panels in a row unresolved, however narrow they are.</summary>
    private const int Kinked = 2;

    /// <summary>Samples next to the start of the first step after a restart, each a hundred times closer than the one after it: a ball that has just bounced may be back at once.</summary>
    private const int MostLeading = 4;

    /// <summary>Distance from the ends of the step to a further sample there, which shows the slope.</summary>
    private const double NextToEnd = 0.001;

    /// <summary>Deviation from the cubic, next to the range of the samples, up to which a panel counts as resolved.</summary>
    private const double Resolved = 0.01;

    /// <summary>The same for the slope at the ends of the step, per width of the panel.</summary>
    private const double SlopeResolved = 0.1;

    /// <summary>Range, next to the value, below which a function counts as constant.</summary>
    private const double Constant = 1e-9;

    /// <summary>Places in a panel, uneven so that no period of a function fits them. The cubic goes through all but the middle one.</summary>
    private static readonly double[] Nodes = [0, 0.21, 0.47, 0.79, 1];

    /// <summary>Weights of the nodes for what the cubic deviates from the middle node, and from the slopes seen next to the ends.</summary>
    private static readonly double[] AtMiddle = CubicAt(Nodes[2]);
    private static readonly double[] NextToStart = CubicAt(NextToEnd);
    private static readonly double[] NextToFinish = CubicAt(1 - NextToEnd);

    private readonly IStateEvents events;
    private readonly double[] state;
    private readonly double[] values;
    private readonly int width;
    private int panels;
    private int leading;
    private DenseOutput dense = null!;
    private double start;
    private double step;

    public EventSamples(IStateEvents events, int dimension)
    {
        this.events = events;
        width = events.EventCount;
        state = new double[dimension];
        values = new double[((MostPanels * InPanel) + 2 + MostLeading) * width];
    }

    /// <summary>Part of the step that has been sampled, from its start; 1 unless the functions vary too fast.</summary>
    public double Window { get; private set; }

    /// <summary>Number of samples; the first is at 0, the last at the end of the window.</summary>
    public int Count => (panels * InPanel) + 2 + leading;

    /// <summary>Place of a sample, as a fraction of the step.</summary>
    public double At(int k)
    {
        var close = NextToEnd / panels * Window;
        if (k <= leading)
        {
            for (var j = k; j > 0 && j < leading; j++)
            {
                close *= 0.01;
            }

            return k == 0 ? 0 : close;
        }

        if (k >= Count - 2)
        {
            return k == Count - 1 ? Window : Window - close;
        }

        var (panel, node) = Math.DivRem(k - leading, InPanel);
        return (panel + Nodes[node]) / panels * Window;
    }

    /// <summary>Values of all event functions at a sample.</summary>
    public ReadOnlySpan<double> Values(int k) => values.AsSpan(k * width, width);

    /// <summary>Samples a step.</summary>
    public void Take(DenseOutput interpolant, double t, double h, bool afterStart)
    {
        (dense, start, step) = (interpolant, t, h);
        leading = afterStart ? MostLeading : 1;
        Window = 1;
        panels = 1;
        while (true)
        {
            Evaluate();
            var unresolved = Unresolved();
            if (unresolved > 0 && panels < MostPanels)
            {
                panels *= 2;
            }
            else if (unresolved > Kinked && Window > LeastWindow)
            {
                Window *= 0.5;
            }
            else
            {
                return;
            }
        }
    }

    private void Evaluate()
    {
        for (var k = 0; k < Count; k++)
        {
            var x = At(k);
            dense.Evaluate(x, state);
            events.EventValues(start + (x * step), state, values.AsSpan(k * width, width));
        }
    }

    /// <summary>Most panels in a row in which some function is not resolved.</summary>
    private int Unresolved()
    {
        int most = 0, unresolved = 0;
        for (var panel = 0; panel < panels; panel++)
        {
            var resolved = true;
            for (var i = 0; i < width && resolved; i++)
            {
                resolved = IsResolved(panel, i);
            }

            unresolved = resolved ? 0 : unresolved + 1;
            most = Math.Max(most, unresolved);
        }

        return most;
    }

    private bool IsResolved(int panel, int i)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity, middle = 0, first = 0, last = 0;
        for (var node = 0; node <= InPanel; node++)
        {
            var value = Sample(SampleOf(panel, node), i);
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            middle += AtMiddle[node] * value;
            first += NextToStart[node] * value;
            last += NextToFinish[node] * value;
        }

        // A function that hardly varies shows its rounding. Values that are not finite are for the locator to report.
        var range = Math.Max(most - least, Constant * Math.Max(Math.Abs(most), Math.Abs(least)));
        return !(Math.Abs(middle - Sample(SampleOf(panel, 2), i)) > Resolved * range)
            && (panel > 0 || !(Math.Abs(first - Sample(leading, i)) > SlopeResolved * NextToEnd * range))
            && (panel < panels - 1 || !(Math.Abs(last - Sample(Count - 2, i)) > SlopeResolved * NextToEnd * range));
    }

    private double Sample(int k, int i) => values[(k * width) + i];

    /// <summary>Sample at a node of a panel, with the extra samples next to the ends left out.</summary>
    private int SampleOf(int panel, int node)
    {
        var k = (panel * InPanel) + node;
        return k == 0 ? 0 : k == panels * InPanel ? Count - 1 : k + leading;
    }

    /// <summary>Weights of the nodes, the middle one with none, for the cubic at x.</summary>
    private static double[] CubicAt(double x)
    {
        var weights = new double[Nodes.Length];
        foreach (var j in (ReadOnlySpan<int>)[0, 1, 3, 4])
        {
            weights[j] = 1;
            foreach (var m in (ReadOnlySpan<int>)[0, 1, 3, 4])
            {
                weights[j] *= m == j ? 1 : (x - Nodes[m]) / (Nodes[j] - Nodes[m]);
            }
        }

        return weights;
    }
}
