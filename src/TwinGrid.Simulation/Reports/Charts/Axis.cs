namespace TwinGrid.Simulation.Reports.Charts;

/// <summary>A scale from values to positions on a chart.</summary>
/// <param name="Low">Value at the start.</param>
/// <param name="High">Value at the end, above <paramref name="Low"/>.</param>
/// <param name="Start">Position of the start.</param>
/// <param name="End">Position of the end; before the start on an axis that goes up.</param>
internal sealed record Axis(double Low, double High, double Start, double End)
{
    private const double Margin = 0.04;
    private const double Rounding = 1e-9;

    /// <summary>An axis on which all finite values have a place, with a little margin.</summary>
    public static Axis Of(IEnumerable<double> values, double start, double end)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        var (low, high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        var span = high - low;
        span = span > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)) ? span : Math.Max(Math.Abs(high), 1) * 0.2;
        var middle = (low + high) / 2;
        return new Axis(middle - (0.5 + Margin) * span, middle + (0.5 + Margin) * span, start, end);
    }

    /// <summary>Position of a value; what is beyond the axis is at its end.</summary>
    public double At(double value) => Start + (Math.Clamp(double.IsNaN(value) ? Low : value, Low, High) - Low) / (High - Low) * (End - Start);

    /// <summary>Round values on the axis, about so many.</summary>
    public IEnumerable<double> Ticks(int about = 5)
    {
        var step = Step((High - Low) / about);
        for (var i = Math.Ceiling(Low / step - Rounding); i * step <= High + Rounding * step; i++)
        {
            yield return i == 0 ? 0 : i * step;
        }
    }

    /// <summary>A tick as text, with as many digits as ticks differ by.</summary>
    public string Text(double tick, int about = 5) => Figures.Of(tick, Step((High - Low) / about) * 10);

    private static double Step(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch
        {
            <= 1.5 => power,
            <= 3.5 => 2 * power,
            <= 7.5 => 5 * power,
            _ => 10 * power,
        };
    }
}
