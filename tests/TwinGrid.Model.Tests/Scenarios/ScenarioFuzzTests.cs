using CsCheck;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Model.Tests.Scenarios;

public sealed class ScenarioFuzzTests
{
    [Fact]
    public void Read_MutatedDocument_NeverThrows()
    {
        string[] documents =
        [
            Experiments.Experiment(Experiments.With(ScenarioReaderTests.Everything)),
            Experiments.Experiment(Experiments.With("design: latin-hypercube\nfactors: [{path: servers, low: 1, high: 9}]\nselect: {kpi: throughput, indifference: 1}", "arms")),
            Experiments.Experiment(Experiments.With("start: live\nplant: p\nset: {servers: 2}\ninterventions: [{at: 1d, set: {arrival.rate: 2}}]", "arms"), "Scenario"),
        ];
        var splices = Gen.OneOf(
            "\n", "- ", ": ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "|\n", "%", "\t", "#", "---\n", "\0", "\ud800", "~", "1e999", ",", "-", "0", ".", "'kW'", "null", "1e-400", "99999999999999999999");
        var edits = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 30], splices).Array[1, 5];
        Gen.Select(Gen.OneOf(documents), edits).Sample(
            (text, changes) =>
            {
                foreach (var (at, remove, insert) in changes)
                {
                    var start = (int)(at * text.Length);
                    text = text[..start] + insert + text[Math.Min(text.Length, start + remove)..];
                }

                Check(ScenarioReader.Read([("a.yaml", text)]));
            },
            iter: 2000);
    }

    [Fact]
    public void With_AnyTexts_NeverThrows()
    {
        var document = Experiments.One(Experiments.TwoArms);
        var texts = Gen.OneOf(Gen.String, Gen.OneOf("5", "30s", "[1, 2]", "{a: b}", "-1", "", "~", "'", "[", "1e999", "1\n---\n2", "*a"));
        Gen.Select(texts, texts, texts, texts).Sample(
            (a, b, c, d) =>
            {
                var result = document.With(new ExperimentOverrides { Seed = a, Replications = b, Horizon = c, WarmUp = d, Level = a, Set = [new("arrival.rate", b), new(c, d), new("rates", a)] });
                Assert.Equal(result.Document is null, result.Diagnostics.Any(f => f.Severity == DiagnosticSeverity.Error));
            },
            iter: 1000);
    }

    private static void Check(ScenarioResult result)
    {
        Assert.Equal(result.IsUsable, result.Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error));
        Assert.All(result.Diagnostics, d => Assert.True(d.Line >= 1 && d.Column >= 1 && d.Message.Length > 0));
        Assert.All(result.Documents, d => Assert.Equal(ExperimentCanonicalForm.Hash(d), d.Hash));
    }
}
