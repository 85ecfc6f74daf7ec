namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>Who carries rules out.</summary>
internal interface IRuleHost
{
    /// <summary>A rule has fired: <see cref="RuleRun.Begin"/> is to be called when somebody begins with it, now or later.</summary>
    void Engage(RuleRun run);

    /// <summary>What had begun is done, or came to nothing.</summary>
    void Disengage(RuleRun run);

    /// <summary>Times of an ordinary one that a task takes; null = none in particular.</summary>
    double PaceOf(string? task);
}
