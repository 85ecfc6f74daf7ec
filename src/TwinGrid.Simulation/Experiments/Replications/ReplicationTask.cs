namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>One replication to be run.</summary>
/// <param name="Arm">Index of the arm.</param>
/// <param name="Replication">Index of the replication within the arm, from 0.</param>
/// <param name="Draw">Index of the outer draw of uncertain parameters, from 0.</param>
public readonly record struct ReplicationTask(int Arm, int Replication, int Draw);
