namespace TwinGrid.Simulation.Flow.Storage;

/// <summary>A component of which it can be asked how many parts are in it.</summary>
internal interface ILevel
{
    /// <summary>Parts in it.</summary>
    int Level { get; }
}
