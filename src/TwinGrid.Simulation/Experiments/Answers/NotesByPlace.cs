namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Brings notes on many figures together: the same note is said once, with the places that it is about.</summary>
internal static class NotesByPlace
{
    /// <summary>"arm, kpi: note"; of several KPIs or arms "arm, kpi and kpi; arm, kpi: note".</summary>
    public static IEnumerable<string> Of(IEnumerable<(string Arm, string Kpi, string Note)> notes) =>
        from note in notes.Distinct()
        group note by note.Note into same
        select $"{string.Join("; ", same.GroupBy(one => one.Arm).Select(arm => $"{arm.Key}, {string.Join(" and ", arm.Select(one => one.Kpi))}"))}: {same.Key}";
}
