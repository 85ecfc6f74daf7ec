namespace TwinGrid.Model.Units;

/// <summary>A unit symbol that is not made of others.</summary>
/// <param name="Scale">SI value of a difference of 1.</param>
/// <param name="Offset">SI value of 0.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="IsMetric">Takes metric prefixes.</param>
/// <param name="Special">Code of a unit that is not converted, or null.</param>
internal readonly record struct UnitAtom(double Scale, double Offset, Dimension Dimension, bool IsMetric, string? Special);
