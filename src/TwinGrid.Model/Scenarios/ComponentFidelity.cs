using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>What computes a component.</summary>
public enum Fidelity : byte
{
    /// <summary>Its equations.</summary>
    Equations = 1,

    /// <summary>A surrogate made of its equations.</summary>
    Surrogate = 2,
}

/// <summary>What computes one component of a model.</summary>
/// <param name="Kind">What.</param>
public sealed record ComponentFidelity(Fidelity Kind)
{
    /// <summary>How its surrogate is made, over what its module says.</summary>
    public SurrogateSettings Surrogate { get; init; } = SurrogateSettings.None;

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
