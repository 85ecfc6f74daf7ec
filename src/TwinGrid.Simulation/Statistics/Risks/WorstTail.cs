using TwinGrid.Model.Scenarios;

namespace TwinGrid.Simulation.Statistics.Risks;

/// <summary>Which tail is the bad one.</summary>
internal static class WorstTail
{
    /// <summary>The bad tails of a KPI; both when neither way is better.</summary>
    internal static IReadOnlyList<Tail> Of(KpiDirection direction) => direction switch
    {
        KpiDirection.Maximise => [Tail.Lower],
        KpiDirection.Minimise => [Tail.Upper],
        _ => [Tail.Lower, Tail.Upper],
    };
}
