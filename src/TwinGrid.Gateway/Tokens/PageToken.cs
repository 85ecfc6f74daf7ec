using TwinGrid.Gateway.Errors;

namespace TwinGrid.Gateway.Tokens;

/// <summary>A place in a list that is ordered by a text: the last key told, and what the list was of (AIP-158).</summary>
internal static class PageToken
{
    /// <summary>The token for what follows <paramref name="lastKey"/>.</summary>
    public static string Encode(string list, string lastKey)
    {
        var writer = new TokenWriter(TokenFormat.Page, stackalloc byte[256]);
        writer.Text(list);
        writer.Text(lastKey);
        return writer.Finish();
    }

    /// <summary>The last key told; null at the start of the list.</summary>
    /// <exception cref="RefusalException">INVALID_TOKEN: damaged, or of another list.</exception>
    public static string? Decode(string list, string token)
    {
        if (token.Length == 0)
        {
            return null;
        }

        var reader = new TokenReader(TokenFormat.Page, token, "page_token");
        var of = reader.Text();
        return of == list
            ? reader.Text()
            : throw Refusal.InvalidToken("page_token", $"it continues the list of '{of}', not of '{list}'; all other fields stay the same from page to page.");
    }
}
