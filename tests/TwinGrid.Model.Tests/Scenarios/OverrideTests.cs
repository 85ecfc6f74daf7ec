using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Model.Tests.Scenarios;

public sealed class OverrideTests
{
    private static readonly ExperimentDocument Document = Experiments.One(Experiments.TwoArms);

    [Fact]
    public void With_EveryOption_OverridesTheDocument()
    {
        var result = Document.With(new ExperimentOverrides { Seed = "7", Replications = "100", Horizon = "2d", WarmUp = "3h", Level = "99%" });

        Assert.Empty(result.Diagnostics);
        var document = result.Document!;
        Assert.Equal((7ul, 100, 172_800.0, 10_800.0, 0.99), (document.Seed, document.Replications.Max, document.HorizonSeconds, document.WarmUp.Seconds, document.Level));
        Assert.NotEqual(Document.Hash, document.Hash);
        Assert.DoesNotContain(document.Defaults, d => d.Path is "spec.seed" or "spec.replications" or "spec.warmUp" or "spec.level");
        Assert.Contains(document.Defaults, d => d.Path == "spec.analysis");
    }

    [Fact]
    public void With_Nothing_ChangesNothing() => Assert.Equal(Document.Hash, Document.With(new ExperimentOverrides()).Document!.Hash);

    [Fact]
    public void With_Values_AreReadLikeYaml()
    {
        var document = Set(("rates", "[1, 2.5]"), ("arrival.rate", "0.5"), ("service.order", "'5'"), ("service.repair", "30s"), ("service.time", "{gamma: {mean: 1s, cv: 0.5}}"), ("service.file", "jobs/ft06.txt")).Document!;

        Assert.Equal(new ListValue([new NumberValue(1), new NumberValue(2.5)]), document.Set["rates"]);
        Assert.Equal(new NumberValue(0.5), document.Set["arrival.rate"]);
        Assert.Equal(new TextValue("5"), document.Set["service.order"]);
        Assert.Equal(new NumberValue(30, "s"), document.Set["service.repair"]);
        Assert.Equal(new MapValue([new("gamma", new MapValue([new("mean", new NumberValue(1, "s")), new("cv", new NumberValue(0.5))]))]), document.Set["service.time"]);
        Assert.Equal(new TextValue("jobs/ft06.txt"), document.Set["service.file"]);
        Assert.Equal(new NumberValue(0.5), document.SettingsOf(document.Arms[1])["arrival.rate"]);
    }

    [Fact]
    public void With_PathTwice_TakesTheLast() => Assert.Equal(new NumberValue(3), Set(("arrival.rate", "2"), ("arrival.rate", "3")).Document!.Set["arrival.rate"]);

    [Fact]
    public void With_PathThatAnArmSets_WarnsThatTheArmKeepsIt()
    {
        var result = Set(("servers", "3"));

        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal(DiagnosticSeverity.Warning, warning.Severity);
        Assert.Contains("arm 'two-crews' sets 'servers' itself", warning.Message, StringComparison.Ordinal);
        Assert.Equal([new NumberValue(3), new NumberValue(2)], result.Document!.Arms.Select(a => result.Document.SettingsOf(a)["servers"]));
    }

    [Theory]
    [InlineData("sevrers", "1", "did you mean 'servers'")]
    [InlineData("servise.capacity", "1", "did you mean 'service.capacity'")]
    [InlineData("a b", "1", "is no path")]
    [InlineData("arrival.rate", "11", "outside the range of 0 to 10 /s")]
    [InlineData("arrival.rate", "5 kW", "can't be given in '/s'")]
    [InlineData("rates", "1", "is a list")]
    [InlineData("servers", "", "a value is missing")]
    [InlineData("servers", "[1", "invalid YAML")]
    [InlineData("servers", "1\n---\n2", "one value is expected")]
    [InlineData("servers", "~", "a value is missing")]
    public void With_WrongSetting_SaysWhy(string path, string value, string message)
    {
        var result = Set((path, value));

        Assert.Null(result.Document);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("--set", path), (finding.File, finding.Path));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_Factor_IsRefused()
    {
        var document = Experiments.One(Experiments.With("factors: [{path: servers, levels: [1, 2]}]", "arms"));

        var result = document.With(new ExperimentOverrides { Set = [new("servers", "3")] });

        Assert.Contains("is a factor of the design", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_ReplicationsOfASelection_IsRefused()
    {
        var result = Experiments.One(Experiments.With("select: {kpi: throughput, indifference: 1}")).With(new ExperimentOverrides { Replications = "50" });

        Assert.Contains("the selection finds out itself", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_ReplicationsOfHalfWidths_IsAFixedNumber()
    {
        var document = Experiments.One(Experiments.With("replications: {halfWidth: {kpi: wait, relative: 5%}}")).With(new ExperimentOverrides { Replications = "50" }).Document!;

        Assert.Equal((50, 50, false), (document.Replications.Initial, document.Replications.Max, document.Replications.IsSequential));
        Assert.DoesNotContain(document.Defaults, d => d.Path.StartsWith("spec.replications", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--level", "95", "95 percent is written 95% or 0.95")]
    [InlineData("--level", "", "a value is missing")]
    [InlineData("--seed", "x", "a whole number")]
    [InlineData("--replications", "0", "from 1")]
    [InlineData("--horizon", "-1h", "a time above 0")]
    [InlineData("--horizon", "1h", "when the run of 3600 s is over")]
    [InlineData("--warmup", "20d", "leaves nothing of a run")]
    [InlineData("--warmup", "mser5", "take analysis: steady-state")]
    public void With_WrongOption_SaysWhy(string option, string value, string message)
    {
        var document = Experiments.One(Experiments.With("interventions: [{at: 1d, set: {arrival.rate: 1}}]"));

        var result = document.With(new ExperimentOverrides
        {
            Level = option == "--level" ? value : null, Seed = option == "--seed" ? value : null, Replications = option == "--replications" ? value : null,
            Horizon = option == "--horizon" ? value : null, WarmUp = option == "--warmup" ? value : null,
        });

        Assert.Null(result.Document);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal));
    }

    private static OverrideResult Set(params ReadOnlySpan<(string Path, string Value)> settings)
    {
        var set = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (path, value) in settings)
        {
            set.Add(new(path, value));
        }

        return Document.With(new ExperimentOverrides { Set = set.ToImmutable() });
    }
}
