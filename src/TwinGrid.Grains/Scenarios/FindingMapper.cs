using TwinGrid.Contracts.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Sensitivity;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Turns what an answer says beyond estimates into what is stored and told.</summary>
internal static class FindingMapper
{
    public static IReadOnlyList<GuardFinding> Guards(ExperimentAnswer answer) =>
        [.. answer.Guards.Select(one => new GuardFinding(
            one.Kpi, one.Unit, one.Arm, one.Guard, AnswerMapper.Map(one.Result.Mean), one.Result.Violation is { } violation ? Map(violation) : null))];

    public static IReadOnlyList<AcceptanceFinding> Acceptance(ExperimentAnswer answer) =>
        [.. answer.Acceptance.Select(one => new AcceptanceFinding(
            one.Kpi, one.Unit, one.Arm, one.Rule, one.Result.Verdict.ToString(), Map(one.Result.Kept), one.Result.Wanted, one.Result.ReplicationsToDecide ?? 0))];

    public static TradeoffFinding? Tradeoffs(ExperimentAnswer answer) => answer.Tradeoffs is not { } tradeoffs
        ? null
        : new TradeoffFinding(
            tradeoffs.Kpis,
            tradeoffs.Set.Confidence,
            tradeoffs.Set.Method,
            [.. tradeoffs.Set.Arms.Select(arm => new TradeoffArm(answer.Arms[arm.Arm].Name, Names(answer, arm.DominatedByMeans), Names(answer, arm.DominatedWithConfidence)))]);

    public static SelectionFinding? Selection(ExperimentAnswer answer) => answer.Selection is not { } selection
        ? null
        : new SelectionFinding(
            selection.Best is { } best ? answer.Arms[best].Name : "", Names(answer, selection.Survivors), selection.Method, selection.Guarantee, selection.Notes);

    public static IReadOnlyList<EffectsFinding> Effects(ExperimentAnswer answer) =>
        [.. answer.Effects.Select(one => new EffectsFinding(
            one.Kpi,
            [.. one.Analysis.Effects.Select(effect => new EffectResult(
                effect.Term, effect.AliasedWith, AnswerMapper.Map(effect.Effect), effect.Share, effect.P ?? double.NaN))],
            one.Analysis.Method,
            one.Analysis.Notes))];

    public static IReadOnlyList<DriverFinding> Drivers(ExperimentAnswer answer) =>
        [.. answer.Drivers.Select(one => new DriverFinding(
            one.Kpi,
            [.. one.Indices.First.Zip(one.Indices.Total).Select((pair, i) => new FactorIndices(one.Factors[i], Map(pair.First), Map(pair.Second)))],
            one.Indices.Variance,
            one.Indices.NoiseVariance ?? double.NaN,
            one.Indices.Method,
            one.Indices.Notes))];

    private static ShareResult Map(ProportionEstimate share) => new(share.Proportion, share.Lower, share.Upper, share.Level, share.N, share.Method);

    private static IndexResult Map(SobolIndex index) => new(index.Value, index.Lower, index.Upper);

    private static IReadOnlyList<string> Names(ExperimentAnswer answer, IReadOnlyList<int> arms) => [.. arms.Select(arm => answer.Arms[arm].Name)];
}
