using System.Text.Json.Nodes;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Answers;

/// <summary>What was forecast beside what then happened, as JSON.</summary>
internal static class HindcastJson
{
    public static JsonObject Write(Hindcast hindcast) => new()
    {
        ["from"] = new Instant(hindcast.From).ToString(),
        ["until"] = new Instant(hindcast.Until).ToString(),
        ["readAt"] = new Instant(hindcast.ReadAt).ToString(),
        ["kpis"] = AnswerJson.List(hindcast.Kpis, one => new JsonObject
        {
            ["kpi"] = one.Kpi,
            ["unit"] = one.Unit,
            ["arm"] = one.Arm,
            ["observed"] = AnswerJson.Number(one.Observed),
            ["knownShare"] = AnswerJson.Number(one.KnownShare),
            ["mean"] = AnswerJson.Number(one.Mean),
            ["error"] = AnswerJson.Number(one.Error),
            ["lower"] = AnswerJson.Number(one.Lower),
            ["upper"] = AnswerJson.Number(one.Upper),
            ["level"] = AnswerJson.Number(one.Level),
            ["p"] = AnswerJson.Number(one.PValue),
            ["score"] = AnswerJson.Number(one.Score),
            ["n"] = one.N,
            ["notes"] = AnswerJson.Texts(one.Notes),
        }),
        ["notes"] = AnswerJson.Texts(hindcast.Notes),
    };
}
