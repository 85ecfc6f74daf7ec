namespace TwinGrid.Model.Behaviours;

/// <summary>Paths such as <c>module.parameter</c>. Ids may hold dots, so any dot may be the one between the two; the longest id goes first.</summary>
public static class ModelPath
{
    /// <summary>Longest path, in characters.</summary>
    public const int MaxLength = 512;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "1 to 512 of A-Z a-z 0-9 . _ -, starting with a letter or digit";

    /// <summary>Whether the text can be a path, or a name in one.</summary>
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

    /// <summary>Splits a path at the last dot before which stands something known; null when there is none.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isKnown">Whether there is a module, asset or the like with this id.</param>
    public static (string Id, string Name)? Split(string path, Func<string, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(isKnown);
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            if (dot < path.Length - 1 && isKnown(path[..dot]))
            {
                return (path[..dot], path[(dot + 1)..]);
            }
        }

        return null;
    }
}
