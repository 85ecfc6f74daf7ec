using System.Globalization;
using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Reports;

/// <summary>Numbers as people read them: as many digits as mean something.</summary>
internal static class Figures
{
    private const int MostDecimals = 8;
    private const double Large = 1e9;
    private const double Small = 1e-5;
    private const double Uneven = 0.02;

    /// <summary>Keeps a number and its unit on one line.</summary>
    private const char Space = '\u00a0';

    /// <summary>A number with four significant digits.</summary>
    public static string Of(double value) => Of(value, Math.Abs(value) * 0.1);

    /// <summary>A number with digits down to the second one of what is uncertain of it.</summary>
    /// <param name="value">The number.</param>
    /// <param name="uncertainty">Its half-width or the like; 0, infinite or NaN = not known.</param>
    public static string Of(double value, double uncertainty)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }

        var size = Math.Abs(value);
        if (size >= Large || size is > 0 and < Small)
        {
            return Signed(value.ToString("0.###E+0", CultureInfo.InvariantCulture));
        }

        var scale = double.IsFinite(uncertainty) && uncertainty > 0 ? uncertainty : size * 0.1;
        var decimals = scale > 0 ? (int)Math.Clamp(1 - Math.Floor(Math.Log10(scale)), 0, MostDecimals) : 0;
        return Signed(value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    /// <summary><c>12.3 ± 0.4</c>.</summary>
    public static string WithInterval(double mean, double halfWidth) => $"{Of(mean, halfWidth)} ± {(double.IsFinite(halfWidth) ? Of(halfWidth, halfWidth) : "unknown")}";

    /// <summary><c>11.9 to 12.7</c>.</summary>
    public static string Range(double lower, double upper) => $"{Of(lower, (upper - lower) / 2)} to {Of(upper, (upper - lower) / 2)}";

    /// <summary><c>12.3 ± 0.4</c>, or <c>12.3 (11.9 to 14.2)</c> where the interval is not even.</summary>
    public static string WithInterval(Estimate estimate)
    {
        var (low, high) = (estimate.Mean - estimate.Lower, estimate.Upper - estimate.Mean);
        return !double.IsFinite(low + high) || Math.Abs(high - low) <= Uneven * (high + low)
            ? WithInterval(estimate.Mean, estimate.HalfWidth)
            : $"{Of(estimate.Mean, (low + high) / 2)} ({Range(estimate.Lower, estimate.Upper)})";
    }

    /// <summary>A unit behind a number; nothing for the unit 1.</summary>
    public static string Unit(string unit) => unit == "1" ? "" : $"{Space}{unit}";

    /// <summary>A unit in brackets, as on an axis.</summary>
    public static string InBrackets(string unit) => unit == "1" ? "" : $" ({unit})";

    /// <summary>A p-value, as in a table.</summary>
    public static string P(double p) => double.IsNaN(p) ? "–" : p < 0.0001 ? $"<{Space}0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A p-value, as in a sentence: <c>p = 0.03</c>.</summary>
    public static string PEquals(double p) => p < 0.0001 ? $"p{Space}{P(p)}" : $"p{Space}={Space}{P(p)}";

    /// <summary>A share as percent.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#}{Space}%");

    /// <summary>A whole number with groups of digits.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A time in the unit that suits it.</summary>
    public static string Time(double seconds) => Math.Abs(seconds) switch
    {
        >= 2 * 86400 => $"{Plain(seconds / 86400)}{Space}d",
        >= 2 * 3600 => $"{Plain(seconds / 3600)}{Space}h",
        >= 2 * 60 => $"{Plain(seconds / 60)}{Space}min",
        _ => $"{Plain(seconds)}{Space}s",
    };

    private static string Plain(double value) => Signed(value.ToString("#,0.####", CultureInfo.InvariantCulture));

    private static string Signed(string number) => number.StartsWith('-') ? "−" + number[1..] : number;
}
