namespace TwinGrid.Model.Scenarios;

/// <summary>A default that a document left to TwinGrid.</summary>
/// <param name="Path">Key that would have given it, such as <c>spec.level</c>.</param>
/// <param name="Value">The default, as it would be written.</param>
/// <param name="Meaning">What it means, in words.</param>
public sealed record DocumentDefault(string Path, string Value, string Meaning);
