namespace TwinGrid.Simulation.Statistics.SteadyState;

/// <summary>How much of the start of a run to leave out.</summary>
public sealed record WarmUp
{
    /// <summary>Observations to leave out at the start.</summary>
    public required int Observations { get; init; }

    /// <summary>False when the run is too short to tell: <see cref="Observations"/> is then not to be used.</summary>
    public required bool Converged { get; init; }

    /// <summary>Observations looked at.</summary>
    public required int Length { get; init; }

    /// <summary>How it was found.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before relying on it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
