namespace TwinGrid.Simulation.Kernel;

/// <summary>What an event happens to.</summary>
public interface IEventTarget
{
    /// <summary>Identifies the target in the event trace; the same in every replication and on every machine.</summary>
    ulong TraceId { get; }

    /// <summary>An event is due. Called by the <see cref="Simulator"/> only, at the event's time, one event after the other.</summary>
    /// <param name="kind">What happens; the target's own numbering.</param>
    /// <param name="argument">What was given to <see cref="Simulator.Schedule"/>.</param>
    void OnEvent(int kind, long argument);
}
