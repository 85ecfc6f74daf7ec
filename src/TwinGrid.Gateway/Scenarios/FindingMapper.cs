using TwinGrid.Contracts.Scenarios;
using TwinGrid.V1;
using TradeoffArm = TwinGrid.V1.TradeoffArm;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>Turns what an answer says beyond estimates into messages.</summary>
internal static class FindingMapper
{
    public static GuardResult Map(GuardFinding guard) => new()
    {
        Kpi = guard.Kpi, Unit = guard.Unit, Arm = guard.Arm, Guard = guard.Guard, Mean = ResultMapper.Map(guard.Mean), Violation = guard.Violation is null ? null : Map(guard.Violation),
    };

    public static AcceptanceResult Map(AcceptanceFinding acceptance) => new()
    {
        Kpi = acceptance.Kpi,
        Unit = acceptance.Unit,
        Arm = acceptance.Arm,
        Rule = acceptance.Rule,
        Verdict = ResultMapper.KindOf(acceptance.Verdict),
        Kept = Map(acceptance.Kept),
        Wanted = acceptance.Wanted,
        ReplicationsToDecide = (ulong)acceptance.ReplicationsToDecide,
    };

    public static TradeoffResult Map(TradeoffFinding tradeoffs)
    {
        var mapped = new TradeoffResult { Confidence = tradeoffs.Confidence, Method = tradeoffs.Method };
        mapped.Kpis.AddRange(tradeoffs.Kpis);
        mapped.Arms.AddRange(tradeoffs.Arms.Select(arm => new TradeoffArm
        {
            Arm = arm.Arm, DominatedByMeans = { arm.DominatedByMeans }, DominatedWithConfidence = { arm.DominatedWithConfidence },
        }));
        return mapped;
    }

    public static SelectionResult Map(SelectionFinding selection) => new()
    {
        Best = selection.Best, Method = selection.Method, Guarantee = selection.Guarantee, Survivors = { selection.Survivors }, Notes = { selection.Notes },
    };

    public static EffectsResult Map(EffectsFinding effects)
    {
        var mapped = new EffectsResult { Kpi = effects.Kpi, Method = effects.Method, Notes = { effects.Notes } };
        mapped.Effects.AddRange(effects.Effects.Select(one => new Effect
        {
            Term = one.Term, AliasedWith = { one.AliasedWith }, Effect_ = ResultMapper.Map(one.Effect), Share = one.Share, PValue = one.PValue,
        }));
        return mapped;
    }

    public static DriverResult Map(DriverFinding driver)
    {
        var mapped = new DriverResult { Kpi = driver.Kpi, Variance = driver.Variance, NoiseVariance = driver.NoiseVariance, Method = driver.Method, Notes = { driver.Notes } };
        mapped.Factors.AddRange(driver.Factors.Select(one => new V1.FactorIndices { Path = one.Path, First = Map(one.First), Total = Map(one.Total) }));
        return mapped;
    }

    private static Share Map(ShareResult share) => new()
    {
        Share_ = share.Share, Lower = share.Lower, Upper = share.Upper, Level = share.Level, N = (uint)share.N, Method = share.Method,
    };

    private static SensitivityIndex Map(IndexResult index) => new() { Value = index.Value, Lower = index.Lower, Upper = index.Upper };
}
