using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>A task at a place, as a group of people sees it. Chance is drawn by its ordinal: the n-th repair of a machine meets the same chance in every arm.</summary>
/// <param name="place">Path of the component where the work is.</param>
/// <param name="task">What is to be done.</param>
/// <param name="pace">Times of an ordinary one.</param>
/// <param name="hazards">Indices of the hazards that it brings.</param>
internal sealed class TaskKind(string place, string task, double pace, int[] hazards)
{
    private long ordinal;

    /// <summary>What is to be done, for messages.</summary>
    public string Name { get; } = $"'{task}' at {place}";

    /// <summary>The operation of its draws.</summary>
    public int Operation { get; } = unchecked((int)StableHash.Of($"{place}\n{task}"));

    /// <summary>Times of an ordinary one.</summary>
    public double Pace { get; } = pace;

    /// <summary>Indices of the hazards that it brings.</summary>
    public int[] Hazards { get; } = hazards;

    /// <summary>Time until somebody who takes it on begins, s; null = the group's.</summary>
    public Distribution? Reaction { get; init; }

    /// <summary>Who errs does another thing; otherwise the work is repeated.</summary>
    public bool ErrsOnce { get; init; }

    /// <summary>The ordinal of the next one.</summary>
    public long Next() => ordinal++;
}
