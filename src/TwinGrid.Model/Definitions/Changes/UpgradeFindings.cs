namespace TwinGrid.Model.Definitions.Changes;

/// <summary>Collects what stands against an upgrade.</summary>
internal sealed class UpgradeFindings
{
    private readonly List<DefinitionDiagnostic> found = [];

    public void Error(string path, string message) => Add(DiagnosticSeverity.Error, path, message);

    public void Warn(string path, string message) => Add(DiagnosticSeverity.Warning, path, message);

    /// <summary>A rename to an id that is in use would lose one of the two; one from an id that never was does nothing.</summary>
    /// <returns>False when there is a finding.</returns>
    public bool CheckRename(string path, string kind, string id, string? from, Func<string, bool> before)
    {
        if (from is null || before(id) != before(from))
        {
            return true;
        }

        if (before(id))
        {
            Error($"{path}/renamedFrom", $"{kind} '{id}' exists beside '{from}' in the version in force, so it can't be the new name of it");
        }
        else
        {
            Warn($"{path}/renamedFrom", $"the version in force has no {kind} '{from}'; '{id}' is added as new");
        }

        return false;
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
