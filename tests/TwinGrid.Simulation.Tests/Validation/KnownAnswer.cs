using System.Globalization;

namespace TwinGrid.Simulation.Tests.Validation;

/// <summary>One line of the validation page.</summary>
/// <param name="Row">Row of the known answers.</param>
/// <param name="Quantity">What is compared.</param>
/// <param name="Expected">The known value.</param>
/// <param name="Ours">Our value.</param>
/// <param name="Allowed">Largest difference allowed, in the quantity's unit.</param>
/// <param name="Off">Our difference.</param>
internal sealed record KnownAnswer(string Row, string Quantity, string Expected, string Ours, string Allowed, string Off)
{
    [ThreadStatic]
    private static List<KnownAnswer>? recorded;

    /// <summary>Holds our value to the known one, and keeps the comparison for the page if one is being made.</summary>
    public static void Check(string row, string quantity, double expected, double ours, double tolerance)
    {
        Assert.True(
            Math.Abs(ours - expected) <= tolerance,
            string.Create(CultureInfo.InvariantCulture, $"Row {row}, {quantity}: {ours} is {Math.Abs(ours - expected):G3} away from {expected}, allowed {tolerance:G3}"));
        recorded?.Add(new KnownAnswer(row, quantity, Number(expected, 15), Rounded(ours, tolerance), Number(tolerance, 2), Share(expected, ours, tolerance)));
    }

    /// <summary>As <see cref="Check"/>, with an error relative to the known value, which is not 0.</summary>
    public static void CheckRelative(string row, string quantity, double expected, double ours, double relative) =>
        Check(row, quantity, expected, ours, relative * Math.Abs(expected));

    /// <summary>Our value has to lie in a range.</summary>
    public static void CheckRange(string row, string quantity, double ours, double from, double to)
    {
        Assert.InRange(ours, from, to);
        recorded?.Add(new KnownAnswer(row, quantity, $"{Number(from, 15)} to {Number(to, 15)}", Number(ours, 6), "in range", "in range"));
    }

    /// <summary>What has to be the same to the last bit.</summary>
    public static void CheckExact(string row, string quantity, string expected, string ours)
    {
        Assert.Equal(expected, ours);
        recorded?.Add(new KnownAnswer(row, quantity, expected, ours, "exact", "none"));
    }

    /// <summary>What an action compares, in its order.</summary>
    public static IReadOnlyList<KnownAnswer> Of(Action action)
    {
        List<KnownAnswer> answers = recorded = [];
        try
        {
            action();
        }
        finally
        {
            recorded = null;
        }

        return answers;
    }

    /// <summary>To a tenth of the tolerance's last digit: what differs below that is rounding, and not the same everywhere.</summary>
    private static string Rounded(double value, double tolerance)
    {
        var decimals = tolerance > 0 ? 1 - (int)Math.Floor(Math.Log10(tolerance)) : 15;
        var unit = Math.Pow(10, -decimals);
        var rounded = (Math.Round(value / unit) * unit) + 0.0; // no minus before a zero
        var digits = rounded == 0 ? 1 : decimals + 1 + (int)Math.Floor(Math.Log10(Math.Abs(rounded)));
        return Number(rounded, Math.Clamp(digits, 1, 15));
    }

    private static string Share(double expected, double ours, double tolerance) =>
        tolerance > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Abs(ours - expected) / tolerance:F0} %") : "0 %";

    private static string Number(double value, int digits)
    {
        var significant = double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return significant.ToString("G15", CultureInfo.InvariantCulture)
            .Replace("E-0", "e-", StringComparison.Ordinal)
            .Replace("E+", "e", StringComparison.Ordinal)
            .Replace('E', 'e');
    }
}
