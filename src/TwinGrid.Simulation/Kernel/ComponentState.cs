using System.Collections.Immutable;

namespace TwinGrid.Simulation.Kernel;

/// <summary>Where a component is when a replication starts from live state.</summary>
/// <param name="Phase">One of the component's phases; null = the one that it would start in.</param>
/// <param name="ElapsedSeconds">How long it has been in the phase (of a service: how much of it is done), s, not negative.</param>
/// <param name="Values">Further values by name, such as <c>age</c> (s of operation since the last repair) or <c>level</c> (parts), in the module's units.</param>
public sealed record ComponentState(string? Phase, double ElapsedSeconds, ImmutableSortedDictionary<string, double> Values)
{
    /// <summary>A value; null when it was not given.</summary>
    public double? this[string name] => Values.TryGetValue(name, out var value) ? value : null;
}
