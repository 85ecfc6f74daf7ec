using System.Collections.Immutable;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>The stations that a part visits, in this order. Immutable; shared by many parts.</summary>
/// <param name="Steps">At least one.</param>
public sealed record Routing(ImmutableArray<RoutingStep> Steps);

/// <summary>A visit of a station.</summary>
/// <param name="Station">Id of the component that a router sends the part to.</param>
/// <param name="Time">How long the operation takes, s; null = as long as the station says.</param>
public sealed record RoutingStep(string Station, Distribution? Time);
