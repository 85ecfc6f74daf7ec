namespace TwinGrid.Model.Definitions.Changes;

/// <summary>Collects what stands against an upgrade.</summary>
internal sealed class UpgradeFindings
{
    private readonly List<DefinitionDiagnostic> found = [];

    public void Error(string path, string message) => Add(DiagnosticSeverity.Error, path, message);

    public void Warn(string path, string message) => Add(DiagnosticSeverity.Warning, path, message);

    /// <summary>A rename to an id that is in use would lose one of the two; one from an id that never was does nothing.</summary>
    public void CheckRename(string path, string kind, string id, string? from, HashSet<string> before)
    {
        if (from is null)
        {
            return;
        }

        if (before.Contains(id) && before.Contains(from))
        {
            Error($"{path}/renamedFrom", $"{kind} '{id}' exists beside '{from}' in the version in force, so it can't be the new name of it");
        }
        else if (!before.Contains(id) && !before.Contains(from))
        {
            Warn($"{path}/renamedFrom", $"the version in force has no {kind} '{from}'; '{id}' is added as new");
        }
    }

    public IReadOnlyList<DefinitionDiagnostic> ToList() => found;

    private void Add(DiagnosticSeverity severity, string path, string message)
    {
        if (found.Count < DefinitionLimits.MaxDiagnostics)
        {
            found.Add(new DefinitionDiagnostic(severity, "", 0, 0, path, message, []));
        }
    }
}
