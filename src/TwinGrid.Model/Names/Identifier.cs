namespace TwinGrid.Model.Names;

/// <summary>Ids of plants, lines, assets, types, signals and producers: 1 to 128 of <c>A-Z a-z 0-9 . _ -</c>, starting with a letter or digit.</summary>
public static class Identifier
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 128 of A-Z a-z 0-9 . _ -, starting with a letter or digit";

    /// <summary>Whether the text is an id.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
