using TwinGrid.Simulation.Statistics.Risks;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Whether an arm keeps a guard.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Unit">UCUM code of what is estimated of it.</param>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Guard">The guard, in words.</param>
/// <param name="Result">On average and in a single replication.</param>
public sealed record GuardAnswer(string Kpi, string Unit, string Arm, string Guard, GuardResult Result);

/// <summary>Whether an arm is acceptable.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Unit">UCUM code of its values.</param>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Rule">The rule, in words.</param>
/// <param name="Result">Share of the replications that keep the limit, and what follows.</param>
public sealed record AcceptanceAnswer(string Kpi, string Unit, string Arm, string Rule, Acceptance Result);
