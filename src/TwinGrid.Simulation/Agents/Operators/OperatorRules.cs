using TwinGrid.Simulation.Agents.Rules;
using TwinGrid.Simulation.Flow.Crews;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>Has people carry out rules: a rule that fires is a claim on them among others, with its own priority and reaction time.</summary>
/// <param name="group">The people.</param>
/// <param name="settings">What a document says of them.</param>
internal sealed class OperatorRules(OperatorGroup group, OperatorSettings settings) : IRuleHost, IClaimant
{
    private readonly List<(RuleRun Run, ResourceClaim Claim)> claims = [];

    /// <inheritdoc/>
    public double PaceOf(string? task) => task is null ? 1 : settings.Skills.PaceOf(task) ?? 1;

    /// <inheritdoc/>
    public void Engage(RuleRun run)
    {
        var claim = ClaimOf(run);
        claim.WorkSeconds = run.WorkSeconds();
        group.Request(claim);
    }

    /// <inheritdoc/>
    public void Disengage(RuleRun run) => group.Release(ClaimOf(run));

    /// <inheritdoc/>
    public void OnGranted(ResourceClaim claim)
    {
        foreach (var (run, known) in claims)
        {
            if (known == claim)
            {
                run.Begin(claim.Pace, group.HasErred(claim));
                return;
            }
        }
    }

    private ResourceClaim ClaimOf(RuleRun run)
    {
        foreach (var (known, claim) in claims)
        {
            if (known == run)
            {
                return claim;
            }
        }

        var rule = run.Rule;
        var made = new ResourceClaim(this, group.Path, rule.Name) { Priority = rule.Priority };
        group.Register(made, new TaskKind(group.Path, rule.Name, 1, settings.HazardsOf(rule)) { Reaction = rule.Reaction, ErrsOnce = rule.Wrong.Length > 0 });
        claims.Add((run, made));
        return made;
    }
}
