namespace TwinGrid.Simulation.Processes;

/// <summary>Unwinds a killed process through its <c>using</c> and <c>finally</c> blocks.</summary>
internal sealed class ProcessKilledException() : Exception("The process was killed.");
