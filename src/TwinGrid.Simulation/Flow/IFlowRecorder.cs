using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;

namespace TwinGrid.Simulation.Flow;

/// <summary>Takes note of what happens to parts and components: for entity traces and Gantt charts.</summary>
public interface IFlowRecorder
{
    /// <summary>A component, or one of its servers, is in a phase from now on. May be called again for the same phase and part.</summary>
    /// <param name="component">Path.</param>
    /// <param name="server">Which of its parallel servers, from 0.</param>
    /// <param name="phase">Such as <c>processing</c>.</param>
    /// <param name="part">What it is about; null = no part. Not to be kept: parts are used again.</param>
    /// <param name="now">The present.</param>
    void Enter(string component, int server, string phase, Part? part, SimTime now);
}
