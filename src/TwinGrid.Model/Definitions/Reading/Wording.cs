using System.Globalization;
using TwinGrid.Model.Names;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>What findings say about texts and values.</summary>
internal static class Wording
{
    /// <summary>Whether a text can be shown, stored as UTF-8 and read back: no control characters, no half characters.</summary>
    public static bool IsText(string text, int maxLength = DefinitionLimits.MaxText)
    {
        if (text.Length > maxLength)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i) && !(i > 0 && char.IsSurrogatePair(text, i - 1))))
            {
                return false;
            }
        }

        return true;
    }

    public static string DidYouMean(string name, IEnumerable<string> candidates) =>
        Suggestion.Nearest(name, candidates) is { } alike ? $"; did you mean '{alike}'?" : "";

    public static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");

    public static string Kind(YamlNode node) => node switch
    {
        YamlMapping => "keys with values",
        YamlSequence => "a list",
        YamlScalar { IsNull: true } => "nothing",
        YamlScalar scalar => $"'{Shorten(scalar.Value)}'",
        _ => "this",
    };

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
