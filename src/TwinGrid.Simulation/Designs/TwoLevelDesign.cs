namespace TwinGrid.Simulation.Designs;

/// <summary>A regular two-level design.</summary>
public sealed record TwoLevelDesign
{
    /// <summary>Names of the factors.</summary>
    public required IReadOnlyList<string> Factors { get; init; }

    /// <summary>For each run the level of each factor: -1 low, +1 high. The last basic factor changes fastest.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Runs { get; init; }

    /// <summary>
    /// Length of the shortest word of the defining relation; null for a full design. III: main effects are aliased with two-factor interactions; IV: with three-factor ones, and two-factor
    /// interactions with each other; V: neither.
    /// </summary>
    public required int? Resolution { get; init; }

    /// <summary>How the other factors follow from the basic ones, such as <c>D = A × B × C</c>; empty for a full design.</summary>
    public required IReadOnlyList<string> Generators { get; init; }

    /// <summary>Products of factors that are +1 in every run, those of at most five factors and the shortest; empty for a full design.</summary>
    public required IReadOnlyList<string> DefiningRelation { get; init; }

    /// <summary>Main effects and two-factor interactions that cannot be told apart, each group a list of names; groups of one are left out.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Aliases { get; init; }
}
