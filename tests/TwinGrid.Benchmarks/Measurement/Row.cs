namespace TwinGrid.Benchmarks.Measurement;

/// <summary>One figure.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Values">One value a repetition.</param>
/// <param name="By"><c>cpu</c>: per CPU-second of the server; <c>wall</c>: per second.</param>
/// <param name="Unit">Unit of the values; <c>1</c> for ratios.</param>
internal sealed record Row(string Name, IReadOnlyList<double> Values, string By, string Unit)
{
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            var middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    /// <summary>Ratios repetition by repetition: what the machine did meanwhile cancels out.</summary>
    public static Row Ratio(string name, Row above, Row below) =>
        new(name, [.. above.Values.Zip(below.Values, (a, b) => a / b)], above.By, "1");
}
