using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>The tasks that a group of people has been asked to do so far.</summary>
/// <param name="path">Path of the group.</param>
/// <param name="settings">What they can do, and what endangers them.</param>
internal sealed class TaskBook(string path, OperatorSettings settings)
{
    private readonly Dictionary<ResourceClaim, TaskKind> kinds = [];
    private readonly Dictionary<(string Place, string Task), TaskKind> kindsByTask = [];

    /// <summary>What a claim is about.</summary>
    /// <exception cref="ModelException">Nobody can do that.</exception>
    public TaskKind this[ResourceClaim claim]
    {
        get
        {
            if (kinds.TryGetValue(claim, out var known))
            {
                return known;
            }

            if (!kindsByTask.TryGetValue((claim.Place, claim.Task), out var kind))
            {
                var pace = settings.Skills.PaceOf(claim.Task) ??
                    throw new ModelException($"{path}: nobody can do '{claim.Task}', which {claim.Place} needs{settings.Skills.Hint(claim.Task)}");
                kind = new TaskKind(claim.Place, claim.Task, pace, settings.HazardsOf(claim.Place, claim.Task));
                kindsByTask.Add((claim.Place, claim.Task), kind);
            }

            kinds.Add(claim, kind);
            return kind;
        }
    }

    /// <summary>Makes a claim known whose task is a matter of the group alone.</summary>
    public void Add(ResourceClaim claim, TaskKind kind) => kinds.Add(claim, kind);
}
