namespace TwinGrid.Simulation.LiveStart;

/// <summary>What a cut says of one state of one module.</summary>
/// <param name="Name">Name of the state in its module.</param>
/// <param name="Text">The phase; null for numbers.</param>
/// <param name="Value">The number, in the state's unit; NaN for a phase.</param>
/// <param name="StandardDeviation">How well it is known, in the same unit; 0 = as it is.</param>
/// <param name="IsCount">Things that are counted: whole, and never fewer than none.</param>
internal readonly record struct LiveReading(string Name, string? Text, double Value, double StandardDeviation, bool IsCount)
{
    /// <summary>A phase.</summary>
    public static LiveReading Phase(string name, string phase) => new(name, phase, double.NaN, 0, false);
}
