namespace TwinGrid.Model.Behaviours;

/// <summary>Where something stands in a document. All places are equal, so that values compare by what they mean.</summary>
/// <param name="File">Path as given by the reader; "" = none.</param>
/// <param name="Line">From 1; 0 = unknown.</param>
/// <param name="Column">From 1; 0 = unknown.</param>
/// <param name="Path">Path of the key, such as <c>spec.model.modules[0].parameters.rate</c>.</param>
public sealed record SourcePlace(string File, int Line, int Column, string Path)
{
    /// <summary>Made by code, not read.</summary>
    public static readonly SourcePlace None = new("", 0, 0, "");

    /// <summary>A text of one line stands there as it is: its n-th character is in column <c>Column + n - 1</c>.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>No place: made by code. Not <c>== None</c>, as all places are equal.</summary>
    public bool IsNone => File.Length == 0 && Line == 0 && Path.Length == 0;

    /// <inheritdoc/>
    public bool Equals(SourcePlace? other) => other is not null;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
