namespace TwinGrid.Model.Definitions.Reading;

/// <summary>A YAML node and where it stands, from 1.</summary>
internal abstract record YamlNode(int Line, int Column);

/// <summary>Text. A plain scalar may be read as a number, a boolean or null; a quoted one is text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, of the quote where there is one.</param>
/// <param name="Value">The text without quotes.</param>
/// <param name="IsPlain">Without quotes.</param>
/// <param name="ContentColumn">Column of the first character of the text; 0 when the text is folded or escaped so that columns don't map.</param>
internal sealed record YamlScalar(int Line, int Column, string Value, bool IsPlain, int ContentColumn) : YamlNode(Line, Column)
{
    /// <summary>YAML 1.2 core schema, 10.3.2.</summary>
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record YamlSequence(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column);

internal sealed record YamlMapping(int Line, int Column, IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries) : YamlNode(Line, Column);
