namespace TwinGrid.Simulation.Continuous;

/// <summary>Change of one variable that made an initial state consistent.</summary>
/// <param name="Variable">Index of the variable.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">Value given, in the variable's unit.</param>
/// <param name="After">Value that satisfies the equations.</param>
/// <param name="StandardDeviations">Change in standard deviations of the value given; not a number where none was given.</param>
public sealed record StateCorrection(int Variable, string Name, double Before, double After, double StandardDeviations);
