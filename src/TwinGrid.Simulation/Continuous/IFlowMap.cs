namespace TwinGrid.Simulation.Continuous;

/// <summary>Gives the course of a system over one step without its derivatives, with everything held that comes from outside.</summary>
internal interface IFlowMap
{
    /// <summary>Length of the step begun last, s; before the first the longest.</summary>
    double StepSeconds { get; }

    /// <summary>Takes a state as the start of a step.</summary>
    void Begin(ReadOnlySpan<double> state);

    /// <summary>The state at a quarter of the step begun last.</summary>
    /// <param name="quarter">1 to 4.</param>
    /// <param name="state">Takes it.</param>
    void At(int quarter, Span<double> state);
}
