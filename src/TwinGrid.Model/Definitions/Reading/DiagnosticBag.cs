using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Collects findings, at most <see cref="DefinitionLimits.MaxDiagnostics"/> of them.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<DefinitionDiagnostic> found = [];
    private int dropped;

    public bool HasErrors => ErrorCount > 0;

    public int ErrorCount { get; private set; }

    /// <summary>Places of the plant's parts, for findings that come after reading.</summary>
    public PlaceIndex Places { get; } = new();

    public void Add(DiagnosticSeverity severity, string file, YamlNode at, string path, string message, IEnumerable<string>? allowed = null) =>
        Add(severity, file, at.Line, at.Column, path, message, allowed);

    public void Add(
        DiagnosticSeverity severity, string file, int line, int column, string path, string message, IEnumerable<string>? allowed = null)
    {
        ErrorCount += severity == DiagnosticSeverity.Error ? 1 : 0;
        if (found.Count < DefinitionLimits.MaxDiagnostics)
        {
            found.Add(new DefinitionDiagnostic(severity, file, line, column, path, message, allowed?.ToImmutableArray() ?? []));
        }
        else
        {
            dropped++;
        }
    }

    public IReadOnlyList<DefinitionDiagnostic> ToList()
    {
        var list = found.OrderBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Column).ToList();
        if (dropped > 0)
        {
            list.Add(new DefinitionDiagnostic(
                HasErrors ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, list[^1].File, list[^1].Line, list[^1].Column, "",
                string.Create(CultureInfo.InvariantCulture, $"{dropped} more findings are not shown"), []));
        }

        return list;
    }
}
