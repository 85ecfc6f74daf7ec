namespace TwinGrid.Contracts.Scenarios;

/// <summary>Runs side by side.</summary>
/// <param name="Runs">As asked for.</param>
/// <param name="MadeOf">What they were made of, where that differs.</param>
/// <param name="Rows">KPI by KPI and arm by arm: those that at least two runs have.</param>
public sealed record RunsSideBySide(IReadOnlyList<RunDocument> Runs, IReadOnlyList<MadeOf> MadeOf, IReadOnlyList<SideBySideRow> Rows);

/// <summary>Something that runs were made of.</summary>
/// <param name="What">document, definition, cut, modules, engine, host, seed, replications.</param>
/// <param name="Values">Run by run.</param>
public sealed record MadeOf(string What, IReadOnlyList<string> Values);

/// <summary>A KPI in an arm.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Arm">Arm.</param>
/// <param name="Estimates">Run by run; null where a run does not have it.</param>
/// <param name="Differences">From the first run that has it, run by run; null for itself and where a run does not have it.</param>
public sealed record SideBySideRow(string Kpi, string Unit, string Arm, IReadOnlyList<EstimateResult?> Estimates, IReadOnlyList<EstimateResult?> Differences);
