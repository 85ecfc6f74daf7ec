using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Notes the defaults that a document leaves to TwinGrid.</summary>
internal sealed class DefaultLog
{
    private readonly ImmutableArray<DocumentDefault>.Builder defaults = ImmutableArray.CreateBuilder<DocumentDefault>();

    /// <summary>What was read, or the default.</summary>
    /// <param name="section">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="given">What was read; null when it is absent or wrong.</param>
    /// <param name="standard">The default.</param>
    /// <param name="meaning">What the default means.</param>
    /// <param name="written">How the default would be written, where that is not the value itself.</param>
    public T Or<T>(Section section, string key, T? given, T standard, string meaning, string? written = null)
        where T : struct
    {
        Note(section, key, written ?? Text(standard), meaning);
        return given ?? standard;
    }

    /// <summary>Notes a default unless the key is given.</summary>
    public void Note(Section section, string key, string written, string meaning)
    {
        if (!section.Has(key))
        {
            defaults.Add(new DocumentDefault(section.PathOf(key), written, meaning));
        }
    }

    public ImmutableArray<DocumentDefault> ToImmutable() => defaults.ToImmutable();

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Enum member => EnumText.Spell(member.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A default of type {value.GetType().Name}.", nameof(value)),
    };
}
