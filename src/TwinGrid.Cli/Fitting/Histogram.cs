using System.Globalization;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Cli.Fitting;

/// <summary>A histogram for the terminal, with how many values a law would have in each bar.</summary>
internal static class Histogram
{
    private const int Bars = 16;
    private const int Width = 40;

    /// <summary>Above this share of the values there is one bar for the rest: tails would press all others together.</summary>
    private const double Shown = 0.98;

    /// <param name="values">Ascending.</param>
    /// <param name="law">The law; null = none.</param>
    /// <param name="unit">UCUM code of the values.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<double> values, Distribution? law, string unit)
    {
        var (low, high) = (values[0], values[(int)Math.Ceiling(Shown * values.Count) - 1]);
        if (!(high > low))
        {
            yield break;
        }

        var step = Round((high - low) / Bars);
        var start = Math.Floor(low / step) * step;
        var edges = Enumerable.Range(0, (int)Math.Ceiling((high - start) / step) + 1).Select(i => start + (i * step)).Append(double.PositiveInfinity).ToList();
        if (values[^1] < edges[^2])
        {
            edges.RemoveAt(edges.Count - 1);
        }

        var counts = Enumerable.Range(0, edges.Count - 1).Select(i => values.Count(v => v >= edges[i] && v < edges[i + 1])).ToList();
        var most = counts.Max();
        var labels = Enumerable.Range(0, counts.Count).Select(i => double.IsInfinity(edges[i + 1]) ? $"from {Text(edges[i])}" : $"{Text(edges[i])} to {Text(edges[i + 1])}").ToList();
        var suffix = unit == "1" ? "" : $" {unit}";
        for (var i = 0; i < counts.Count; i++)
        {
            var expected = law is null ? "" : string.Create(CultureInfo.InvariantCulture, $"  ({values.Count * (law.Cdf(edges[i + 1]) - law.Cdf(edges[i])):F1})");
            var label = (labels[i] + suffix).PadLeft(labels.Max(l => l.Length) + suffix.Length);
            yield return $"{label}  {new string('#', (int)Math.Round((double)Width * counts[i] / most)).PadRight(Width)} {counts[i]}{expected}";
        }
    }

    private static double Round(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return power * (step > 5 * power ? 10 : step > 2 * power ? 5 : step > power ? 2 : 1);
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
