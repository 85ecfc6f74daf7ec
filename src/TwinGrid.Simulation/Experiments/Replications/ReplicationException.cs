namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>A replication that ended in a way that no model may: a module or the machine is at fault. Names arm, replication and, when an event was happening, the component.</summary>
public sealed class ReplicationException : Exception
{
    internal ReplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
