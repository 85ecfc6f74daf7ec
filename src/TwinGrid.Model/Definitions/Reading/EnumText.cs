namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Enumerations as documents and the API spell them: <c>high-high</c>, <c>planned-stop</c>.</summary>
internal static class EnumText
{
    public static string Of<T>(T value)
        where T : struct, Enum => Spell(value.ToString());

    /// <summary>The spelling of a member's name.</summary>
    public static string Spell(string member) =>
        string.Concat(member.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Spelling<T>.Texts.Keys;

    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum => Spelling<T>.Texts.TryGetValue(text, out value);

    private static class Spelling<T>
        where T : struct, Enum
    {
        public static readonly IReadOnlyDictionary<string, T> Texts = Enum.GetValues<T>().ToDictionary(Of, StringComparer.Ordinal);
    }
}
