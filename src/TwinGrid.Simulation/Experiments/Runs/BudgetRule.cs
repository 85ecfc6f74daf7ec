using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>
/// Another rule within a budget of replications: each arm may have its share and no more. The share is fixed before, so that a run which the budget ends rests on the same
/// replications whoever ran them.
/// </summary>
/// <param name="inner">The document's rule.</param>
/// <param name="share">Replications of an arm at the most, 1 or more.</param>
internal sealed class BudgetRule(RunRule inner, int share) : RunRule
{
    private bool isEnough;

    /// <summary>The budget ended the run before its own rule did.</summary>
    public bool IsUsedUp { get; private set; }

    public override int Wanted(int arm) => Math.Min(inner.Wanted(arm), share);

    public override int Most(int arm) => Math.Min(inner.Most(arm), share);

    public override bool Advance(IReadOnlyList<IReadOnlyList<ReplicationResult>> prefixes)
    {
        isEnough = inner.Advance(prefixes);
        IsUsedUp = !isEnough && Enumerable.Range(0, prefixes.Count).All(arm => prefixes[arm].Count >= Most(arm));
        return isEnough || IsUsedUp;
    }

    public override int CountSoFar(int arm, IReadOnlyList<IReadOnlyList<ReplicationResult>> prefixes) => inner.CountSoFar(arm, prefixes);

    public override int Count(int arm) => isEnough ? inner.Count(arm) : Most(arm);
}
