namespace TwinGrid.Simulation.Continuous;

/// <summary>What an attempt to make a state consistent came to.</summary>
public enum InitialisationOutcome
{
    /// <summary>The state satisfies all equations.</summary>
    Consistent,

    /// <summary>The algebraic equations do not determine the algebraic variables: the index is higher than 1.</summary>
    HigherIndex,

    /// <summary>They determine them in general, but not at this state.</summary>
    SingularHere,

    /// <summary>No state nearby satisfies the equations.</summary>
    NotConverged,

    /// <summary>An equation has no finite value at the state given.</summary>
    NotFinite,
}
