namespace TwinGrid.Simulation.Designs;

/// <summary>How effects of factors are written.</summary>
internal static class EffectName
{
    internal const string Times = " × ";

    /// <summary>A main effect or an interaction, by the names of its factors.</summary>
    internal static string Of(IEnumerable<string> factors) => string.Join(Times, factors);
}
