namespace TwinGrid.Contracts.Definitions;

/// <summary>A definition can't follow the one in force: it would change what committed samples mean.</summary>
/// <param name="plant">Plant id.</param>
/// <param name="reasons">One a rule broken; each names the place, what it was and what it would become.</param>
public sealed class DefinitionUpgradeException(string plant, IReadOnlyList<string> reasons)
    : Exception($"The definition can't replace the one in force in plant '{plant}': {string.Join(" ", reasons)}")
{
    /// <summary>Plant id.</summary>
    public string Plant { get; } = plant;

    /// <summary>One a rule broken.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
