using System.Text.Json.Nodes;
using TwinGrid.V1;

namespace TwinGrid.Cli.Answers;

/// <summary>What an answer says beyond estimates, as JSON.</summary>
internal static class FindingJson
{
    public static JsonObject Guard(GuardResult guard) => new()
    {
        ["kpi"] = guard.Kpi,
        ["unit"] = guard.Unit,
        ["arm"] = guard.Arm,
        ["guard"] = guard.Guard,
        ["verdict"] = guard.Mean.Kind.ToString(),
        ["mean"] = Verdict(guard.Mean),
        ["violation"] = guard.Violation is null ? null : Share(guard.Violation),
    };

    public static JsonObject Acceptance(AcceptanceResult acceptance) => new()
    {
        ["kpi"] = acceptance.Kpi,
        ["unit"] = acceptance.Unit,
        ["arm"] = acceptance.Arm,
        ["rule"] = acceptance.Rule,
        ["verdict"] = acceptance.Verdict.ToString(),
        ["kept"] = Share(acceptance.Kept),
        ["wanted"] = AnswerJson.Number(acceptance.Wanted),
        ["replicationsToDecide"] = ToDecide(acceptance.ReplicationsToDecide),
    };

    public static JsonObject Tradeoffs(TradeoffResult tradeoffs) => new()
    {
        ["kpis"] = AnswerJson.Texts(tradeoffs.Kpis),
        ["confidence"] = AnswerJson.Number(tradeoffs.Confidence),
        ["method"] = tradeoffs.Method,
        ["arms"] = AnswerJson.List(tradeoffs.Arms, arm => new JsonObject
        {
            ["name"] = arm.Arm,
            ["dominatedByMeans"] = AnswerJson.Texts(arm.DominatedByMeans),
            ["dominatedWithConfidence"] = AnswerJson.Texts(arm.DominatedWithConfidence),
        }),
    };

    public static JsonObject Selection(SelectionResult selection) => new()
    {
        ["best"] = selection.Best.Length == 0 ? null : selection.Best,
        ["survivors"] = AnswerJson.Texts(selection.Survivors),
        ["method"] = selection.Method,
        ["guarantee"] = selection.Guarantee,
        ["notes"] = AnswerJson.Texts(selection.Notes),
    };

    public static JsonObject Effects(EffectsResult effects) => new()
    {
        ["kpi"] = effects.Kpi,
        ["method"] = effects.Method,
        ["notes"] = AnswerJson.Texts(effects.Notes),
        ["effects"] = AnswerJson.List(effects.Effects, one => AnswerJson.Join(
            new JsonObject { ["term"] = one.Term, ["aliasedWith"] = AnswerJson.Texts(one.AliasedWith), ["share"] = AnswerJson.Number(one.Share), ["p"] = AnswerJson.Number(one.PValue) },
            AnswerJson.Estimate(one.Effect_))),
    };

    public static JsonObject Drivers(DriverResult driver) => new()
    {
        ["kpi"] = driver.Kpi,
        ["factors"] = AnswerJson.List(driver.Factors, one => new JsonObject { ["path"] = one.Path, ["first"] = Index(one.First), ["total"] = Index(one.Total) }),
        ["variance"] = AnswerJson.Number(driver.Variance),
        ["noiseVariance"] = AnswerJson.Number(driver.NoiseVariance),
        ["method"] = driver.Method,
        ["notes"] = AnswerJson.Texts(driver.Notes),
    };

    public static JsonObject Uncertainty(Uncertainty uncertainty) => new()
    {
        ["draws"] = uncertainty.Draws,
        ["replications"] = uncertainty.Replications,
        ["mean"] = AnswerJson.Estimate(uncertainty.Mean),
        ["samplingVariance"] = AnswerJson.Number(uncertainty.SamplingVariance),
        ["drawVariance"] = AnswerJson.Number(uncertainty.DrawVariance),
        ["meanVarianceFromSampling"] = AnswerJson.Number(uncertainty.MeanVarianceFromSampling),
        ["meanVarianceFromDraws"] = AnswerJson.Number(uncertainty.MeanVarianceFromDraws),
        ["plantLower"] = AnswerJson.Number(uncertainty.PlantLower),
        ["plantUpper"] = AnswerJson.Number(uncertainty.PlantUpper),
        ["notes"] = AnswerJson.Texts(uncertainty.Notes),
    };

    public static JsonObject Record(RunRecord record) => new()
    {
        ["engine"] = record.Engine,
        ["modules"] = AnswerJson.Texts(record.Modules),
        ["randomNumbers"] = record.RandomNumbers,
        ["solver"] = record.Solver,
        ["host"] = record.Host,
        ["plannedReplications"] = record.PlannedReplications,
        ["replications"] = new JsonArray([.. record.Replications.Select(n => (JsonNode)JsonValue.Create(n))]),
    };

    public static JsonObject Verdict(Verdict verdict) => new()
    {
        ["verdict"] = verdict.Kind.ToString(),
        ["alternative"] = verdict.Alternative.ToLowerInvariant(),
        ["minimumEffect"] = AnswerJson.Number(verdict.MinimumEffect),
        ["alpha"] = AnswerJson.Number(verdict.Alpha),
        ["correction"] = verdict.Correction,
        ["lower"] = AnswerJson.Number(verdict.Lower),
        ["upper"] = AnswerJson.Number(verdict.Upper),
        ["level"] = AnswerJson.Number(verdict.Level),
        ["rule"] = verdict.Rule,
        ["replicationsToDecide"] = ToDecide(verdict.ReplicationsToDecide),
        ["notes"] = AnswerJson.Texts(verdict.Notes),
    };

    /// <summary>Null: it is decided, or no number would decide it.</summary>
    public static JsonNode? ToDecide(ulong replications) => replications == 0 ? null : JsonValue.Create(replications);

    private static JsonObject Share(Share share) => new()
    {
        ["share"] = AnswerJson.Number(share.Share_),
        ["lower"] = AnswerJson.Number(share.Lower),
        ["upper"] = AnswerJson.Number(share.Upper),
        ["level"] = AnswerJson.Number(share.Level),
        ["n"] = share.N,
        ["method"] = share.Method,
    };

    private static JsonObject Index(SensitivityIndex index) => new()
    {
        ["value"] = AnswerJson.Number(index.Value), ["lower"] = AnswerJson.Number(index.Lower), ["upper"] = AnswerJson.Number(index.Upper),
    };
}
