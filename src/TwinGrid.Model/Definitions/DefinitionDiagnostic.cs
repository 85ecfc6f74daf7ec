using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Model.Definitions;

/// <summary>How bad a finding is.</summary>
public enum DiagnosticSeverity : byte
{
    /// <summary>The definition can't be used.</summary>
    Error = 1,

    /// <summary>It can, but it probably is not what was meant.</summary>
    Warning = 2,
}

/// <summary>Something found in a plant's documents.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="File">Path of the document as given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">Place in the document, such as <c>spec.signals[3].unit</c>; empty for the document as a whole.</param>
/// <param name="Message">What is wrong, with the value found.</param>
/// <param name="Allowed">What could stand there; empty when that is no list.</param>
public sealed record DefinitionDiagnostic(
    DiagnosticSeverity Severity, string File, int Line, int Column, string Path, string Message, ImmutableArray<string> Allowed)
{
    /// <summary><c>plant.yaml:12:9: error: spec.signals[3].unit: …</c></summary>
    public override string ToString()
    {
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var path = Path.Length == 0 ? "" : Path + ": ";
        var allowed = Allowed.IsDefaultOrEmpty ? "" : $" (allowed: {string.Join(", ", Allowed)})";
        return $"{Locate(File, Line, Column)}: {severity}: {path}{Message}{allowed}";
    }

    /// <summary><c>plant.yaml:12:9</c>, or <c>--horizon</c>: an option of a command line has no lines.</summary>
    public static string Locate(string file, int line, int column)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.StartsWith("--", StringComparison.Ordinal) ? file : string.Create(CultureInfo.InvariantCulture, $"{file}:{line}:{column}");
    }
}
