namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>Something that goes on after a time.</summary>
internal interface IResumable
{
    /// <summary>The time is over.</summary>
    void Resume();
}
