using System.Globalization;
using TwinGrid.Model.Names;

namespace TwinGrid.Model.Definitions;

/// <summary>Ids of a range: <c>pump-{0000}</c>, where the zeros stand for the number with at least so many digits.</summary>
internal static class AssetPattern
{
    private const int MaxDigits = 7;

    /// <summary>Whether the text has one <c>{0…}</c> and is an id once a number of up to ten digits stands there.</summary>
    public static bool IsValid(string text)
    {
        var (open, close) = Braces(text);
        return open >= 0 && close - open - 1 is >= 1 and <= MaxDigits && text.AsSpan(open + 1, close - open - 1).IndexOfAnyExcept('0') < 0 &&
            text.IndexOfAny(['{', '}'], close + 1) < 0 && Identifier.IsValid(string.Concat(text.AsSpan(0, open), "0123456789", text.AsSpan(close + 1)));
    }

    /// <summary>The text with the number in its place; a text without one as it is.</summary>
    public static string Expand(string text, int number)
    {
        var (open, close) = Braces(text);
        if (open < 0)
        {
            return text;
        }

        var digits = number.ToString(CultureInfo.InvariantCulture).PadLeft(close - open - 1, '0');
        return string.Concat(text.AsSpan(0, open), digits, text.AsSpan(close + 1));
    }

    private static (int Open, int Close) Braces(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf('}', open);
        return close < 0 ? (-1, -1) : (open, close);
    }
}
