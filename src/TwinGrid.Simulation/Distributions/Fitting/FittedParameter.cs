namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>A parameter of a fitted law.</summary>
/// <param name="Name">As the law calls it.</param>
/// <param name="Value">Estimate of maximum likelihood; in the data's unit unless it is a shape or a logarithm.</param>
/// <param name="StandardError">From the observed information; NaN where the likelihood is flat.</param>
public sealed record FittedParameter(string Name, double Value, double StandardError);
