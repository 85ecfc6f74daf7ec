using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Sensitivity;

namespace TwinGrid.Cli.Answers;

/// <summary>Turns what an answer says beyond estimates into messages.</summary>
internal static class FindingMessage
{
    public static V1.GuardResult Of(GuardAnswer guard) => new()
    {
        Kpi = guard.Kpi,
        Unit = guard.Unit,
        Arm = guard.Arm,
        Guard = guard.Guard,
        Mean = AnswerMessage.Of(guard.Result.Mean),
        Violation = guard.Result.Violation is { } violation ? AnswerMessage.Of(violation) : null,
    };

    public static V1.AcceptanceResult Of(AcceptanceAnswer acceptance) => new()
    {
        Kpi = acceptance.Kpi,
        Unit = acceptance.Unit,
        Arm = acceptance.Arm,
        Rule = acceptance.Rule,
        Verdict = AnswerMessage.Of(acceptance.Result.Verdict),
        Kept = AnswerMessage.Of(acceptance.Result.Kept),
        Wanted = acceptance.Result.Wanted,
        ReplicationsToDecide = (ulong)(acceptance.Result.ReplicationsToDecide ?? 0),
    };

    public static V1.TradeoffResult? Tradeoffs(ExperimentAnswer answer) => answer.Tradeoffs is not { } tradeoffs
        ? null
        : new V1.TradeoffResult
        {
            Kpis = { tradeoffs.Kpis },
            Confidence = tradeoffs.Set.Confidence,
            Method = tradeoffs.Set.Method,
            Arms =
            {
                tradeoffs.Set.Arms.Select(arm => new V1.TradeoffArm
                {
                    Arm = answer.Arms[arm.Arm].Name,
                    DominatedByMeans = { arm.DominatedByMeans.Select(i => answer.Arms[i].Name) },
                    DominatedWithConfidence = { arm.DominatedWithConfidence.Select(i => answer.Arms[i].Name) },
                }),
            },
        };

    public static V1.SelectionResult? Selection(ExperimentAnswer answer) => answer.Selection is not { } selection
        ? null
        : new V1.SelectionResult
        {
            Best = selection.Best is { } best ? answer.Arms[best].Name : "",
            Survivors = { selection.Survivors.Select(i => answer.Arms[i].Name) },
            Method = selection.Method,
            Guarantee = selection.Guarantee,
            Notes = { selection.Notes },
        };

    public static V1.EffectsResult Of(EffectsAnswer effects) => new()
    {
        Kpi = effects.Kpi,
        Method = effects.Analysis.Method,
        Notes = { effects.Analysis.Notes },
        Effects =
        {
            effects.Analysis.Effects.Select(one => new V1.Effect
            {
                Term = one.Term, AliasedWith = { one.AliasedWith }, Effect_ = AnswerMessage.Of(one.Effect), Share = one.Share, PValue = one.P ?? double.NaN,
            }),
        },
    };

    public static V1.DriverResult Of(DriverAnswer driver) => new()
    {
        Kpi = driver.Kpi,
        Variance = driver.Indices.Variance,
        NoiseVariance = driver.Indices.NoiseVariance ?? double.NaN,
        Method = driver.Indices.Method,
        Notes = { driver.Indices.Notes },
        // Without any variance there are no indices.
        Factors = { driver.Indices.First.Select((first, i) => new V1.FactorIndices { Path = driver.Factors[i], First = Of(first), Total = Of(driver.Indices.Total[i]) }) },
    };

    private static V1.SensitivityIndex Of(SobolIndex index) => new() { Value = index.Value, Lower = index.Lower, Upper = index.Upper };
}
