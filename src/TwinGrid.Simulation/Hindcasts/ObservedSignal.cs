using System.Collections.Immutable;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Simulation.Hindcasts;

/// <summary>What is wanted of one signal of the plant.</summary>
/// <param name="Asset">Asset id.</param>
/// <param name="Signal">Signal id.</param>
/// <param name="Take">What is taken of it.</param>
/// <param name="Values">Values whose time counts for a share.</param>
/// <param name="HoldsSeconds">How long a value holds when none follows, s; infinite when the signal has no such time.</param>
public sealed record ObservedSignal(string Asset, string Signal, ObservedFigure Take, ImmutableArray<double> Values, double HoldsSeconds);
