namespace TwinGrid.Simulation.Surrogates;

/// <summary>How far a surrogate is from its equations along whole courses, worst state first to be told.</summary>
/// <param name="State">Index of the state that it misses most.</param>
/// <param name="RootMeanSquare">Its error, as a share of its range.</param>
/// <param name="Greatest">Its greatest error, as a share of its range.</param>
internal sealed record SurrogateAccuracy(int State, double RootMeanSquare, double Greatest);
