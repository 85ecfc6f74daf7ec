using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>Other forms of sections, and where they stand.</summary>
internal static class SectionForms
{
    /// <summary>A sub-section; an empty one when the key is absent or wrong, so that its defaults are read.</summary>
    public static Section ChildOrEmpty(this Section section, string key) => section.Child(key) ?? Empty(section, key);

    /// <summary>A sub-section that may be written as the value of its chief key alone: <c>start: live</c> for <c>start: {from: live}</c>.</summary>
    public static Section ChildOrShort(this Section section, string key, string chief) =>
        section.Take(key) is YamlScalar scalar
            ? new Section(new YamlMapping(scalar.Line, scalar.Column, [new(scalar with { Value = chief }, scalar)]), section.File, section.PathOf(key), section.Bag)
            : section.ChildOrEmpty(key);

    /// <summary>Where the section stands.</summary>
    public static SourcePlace Place(this Section section) => new(section.File, section.Node.Line, section.Node.Column, section.Path);

    private static Section Empty(Section section, string key)
    {
        var at = section.At(key);
        return new Section(new YamlMapping(at.Line, at.Column, []), section.File, section.PathOf(key), section.Bag);
    }
}
