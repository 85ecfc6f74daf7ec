using System.Globalization;
using System.Text.Json;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Testing;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;
using Xunit;

namespace TwinGrid.Cli.Tests.Fitting;

public sealed class FitCommandTests
{
    private const string Asset = "plants/one/lines/line-1/assets/pump-1";

    private const string Plant = """
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: {name: pump}
        spec:
          signals:
            - {id: flow, type: number, unit: L/min}
            - {id: state, type: enumeration, symbols: {Idle: 4, Execute: 6, Aborted: 9}}
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: line-1}
        spec: {assets: [{id: pump-1, type: pump}]}
        ---
        apiVersion: twingrid/v1
        kind: Plant
        metadata: {name: one}
        spec: {displayName: One}
        """;

    [Fact]
    public async Task Fit_Column_RecoversTheLaw_AndWhatItSaysToWriteCompiles()
    {
        using var folder = new TemporaryDirectory();
        var law = LogNormal.FromMeanAndScv(6, 1.2);
        var path = folder.Below("repairs.csv");
        await File.WriteAllTextAsync(path, "machine;minutes\n" + string.Concat(Draw(law, 300).Select(v => FormattableString.Invariant($"filler;{v}\n"))), TestContext.Current.CancellationToken);

        var run = await CliRun.RunAsync("fit", path, "--column", "minutes", "--unit", "min", "--families", "lognormal", "weibull", "-o", "json");

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        var answer = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(300, answer.GetProperty("values").GetInt32());
        Assert.Equal("lognormal", answer.GetProperty("best").GetString());
        var fit = answer.GetProperty("fits")[0].GetProperty("parameters");
        foreach (var (i, truth) in new[] { law.Mu, law.Sigma }.Index())
        {
            Assert.Equal(truth, fit[i].GetProperty("value").GetDouble(), 3 * fit[i].GetProperty("standardError").GetDouble());
        }

        // As a machine's repair time in a scenario: seconds are expected, minutes are given.
        var document = ScenarioReader.Read([("x.yaml", $"""
            apiVersion: twingrid/v1
            kind: Experiment
            metadata: {"{"}name: x{"}"}
            spec:
              horizon: 1h
              arms: [{"{"}name: only{"}"}]
              model:
                modules:
                  - {"{"}id: m, module: source, parameters: {"{"}interarrival: {answer.GetProperty("yaml").GetString()}{"}}"}
                  - {"{"}id: s, module: sink{"}"}
                connections: [{"{"}from: m.out, to: s.in{"}"}]
              kpis: [{"{"}id: n, of: s.good{"}"}]
            """)]).Documents.Single();
        var plan = ExperimentCompiler.Compile(document, null, BuiltInModules.Catalog, StartState.Empty);
        Assert.Empty(plan.Errors);
    }

    [Fact]
    public async Task Fit_ForPeople_ShowsBarsTableAndTheLine()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Below("values.csv");
        await File.WriteAllLinesAsync(path, Draw(new Exponential(90), 200).Select(v => v.ToString(CultureInfo.InvariantCulture)), TestContext.Current.CancellationToken);

        var run = await CliRun.RunAsync("fit", path, "--unit", "s", "--families", "exponential", "normal");

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.Contains("####", run.Out, StringComparison.Ordinal);
        Assert.Contains("exponential   mean ", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("weibull", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("{exponential: {mean: ", run.Lines[^1], StringComparison.Ordinal);
        Assert.EndsWith(" s}}", run.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", new[] { "--column", "minutes" }, "no column 'minutes'; there are a, b")]
    [InlineData("alpha,beta\n1,2\n", new[] { "--column", "bta" }, "no column 'bta'; did you mean 'beta'?")]
    [InlineData("a,b\n1,2\n", new string[0], "has 2 columns; choose one by --column: a, b")]
    [InlineData("a\nx\ny\n", new string[0], "column 1 'a' of")]
    [InlineData("", new string[0], "is empty")]
    public async Task Fit_WhatIsNoData_SaysSo(string text, string[] flags, string message)
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Below("values.csv");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

        var run = await CliRun.RunAsync(["fit", path, .. flags]);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fit", "x.csv", "--stays", "Aborted")]
    [InlineData("fit", "pump-1", "--signal", "flow", "--column", "a")]
    [InlineData("fit", "pump-1", "--signal", "state", "--stays", "Aborted", "--between", "Aborted")]
    [InlineData("fit", "x.csv", "--unit", "bananas")]
    [InlineData("fit", "x.csv", "--families", "cauchy")]
    public async Task Fit_FlagsThatDoNotGoTogether_AreAUsageError(params string[] args) => Assert.Equal(ExitCodes.Usage, (await CliRun.RunAsync(args)).ExitCode);

    [Fact]
    public async Task Fit_CensoredColumn_CountsAsLonger()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Below("lives.csv");
        var lives = Draw(new Weibull(1.8, 1000), 300);
        await File.WriteAllTextAsync(
            path, "life,running\n" + string.Concat(lives.Select(v => FormattableString.Invariant($"{Math.Min(v, 900)},{(v > 900 ? 1 : 0)}\n"))), TestContext.Current.CancellationToken);

        var run = await CliRun.RunAsync("fit", path, "--column", "life", "--censored", "running", "--unit", "h", "--families", "weibull", "-o", "json");

        var answer = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(lives.Count(v => v > 900), answer.GetProperty("censored").GetInt32());
        var scale = answer.GetProperty("fits")[0].GetProperty("parameters")[1];
        Assert.Equal(1000, scale.GetProperty("value").GetDouble(), 3 * scale.GetProperty("standardError").GetDouble());
    }

    [Fact]
    public async Task Fit_SignalOfAServer_TakesGoodValuesInItsUnit()
    {
        var values = Draw(new Normal(60, 5), 100);
        await using var server = await ServerAsync([.. values.Select((v, i) => Sample("flow", i, v)), Sample("flow", 200, 1e6, 0x8000_0000)]);

        var run = await CliRun.OnAsync(server, "fit", Asset, "--signal", "flow", "--from", "1970-01-01T00:00:00Z", "--families", "normal", "-o", "json");

        var answer = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(100, answer.GetProperty("values").GetInt32());
        Assert.Equal("L/min", answer.GetProperty("unit").GetString());
        Assert.Equal(values.Average(), answer.GetProperty("fits")[0].GetProperty("parameters")[0].GetProperty("value").GetDouble(), 1e-9);
        Assert.Contains("1 samples without good quality were left out", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--stays", "timeToRepair: {lognormal: ", 6.0)]
    [InlineData("--between", "timeToFailure: {exponential: ", 90.0)]
    public async Task Fit_StaysInAState_AreItsRepairsAndLives(string flag, string yaml, double meanMinutes)
    {
        var lives = Draw(new Exponential(90 * 60), 150);
        var repairs = Draw(LogNormal.FromMeanAndScv(6 * 60, 0.5), 150);
        var samples = new List<FakeSample>();
        var now = 0.0;
        for (var i = 0; i < lives.Length; i++)
        {
            samples.Add(Sample("state", now, 6));
            samples.Add(Sample("state", now + (0.5 * lives[i]), 6));
            samples.Add(Sample("state", now += lives[i], 9));
            now += repairs[i];
        }

        await using var server = await ServerAsync(samples);
        var end = DateTimeOffset.UnixEpoch.AddSeconds(now).ToString("O", CultureInfo.InvariantCulture);
        var run = await CliRun.OnAsync(server, "fit", Asset, "--signal", "state", flag, "Aborted", "--from", "1970-01-01T00:00:00Z", "--to", end, "--families", "exponential", "lognormal", "-o", "json");

        Assert.True(run.ExitCode == ExitCodes.Ok, run.Error);
        var answer = JsonDocument.Parse(run.Out).RootElement;
        var truth = flag == "--stays" ? repairs[..^1] : lives[1..];
        Assert.Equal(149, answer.GetProperty("values").GetInt32());
        Assert.Equal(flag == "--stays" ? 1 : 0, answer.GetProperty("censored").GetInt32());
        Assert.StartsWith(yaml, answer.GetProperty("yaml").GetString(), StringComparison.Ordinal);
        Assert.Equal("min", answer.GetProperty("unit").GetString());
        Assert.Equal(meanMinutes, truth.Average() / 60, 0.25 * meanMinutes);
        var exponential = answer.GetProperty("fits").EnumerateArray().Single(f => f.GetProperty("family").GetString() == "exponential");
        Assert.Equal((truth.Sum() + (flag == "--stays" ? repairs[^1] : 0)) / truth.Length / 60, exponential.GetProperty("parameters")[0].GetProperty("value").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task Fit_ARecordThatHasEnded_IsNoLongStay()
    {
        var samples = Enumerable.Range(0, 40).Select(i => Sample("state", 60 * i, i % 2 == 0 ? 6 : 9)).ToList();
        await using var server = await ServerAsync(samples);

        var run = await CliRun.OnAsync(server, "fit", Asset, "--signal", "state", "--stays", "Aborted", "--from", "1970-01-01T00:00:00Z", "--to", "1970-01-05T00:00:00Z", "--families", "exponential", "-o", "json");

        var answer = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(19, answer.GetProperty("values").GetInt32());
        Assert.Equal(0, answer.GetProperty("censored").GetInt32());
        Assert.Contains("the record ends 3 d 23:21:00 before --to", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fit_UnknownState_IsAnErrorWithASuggestion()
    {
        await using var server = await ServerAsync([Sample("state", 0, 6)]);
        var run = await CliRun.OnAsync(server, "fit", Asset, "--signal", "state", "--stays", "Aborte", "--from", "1970-01-01T00:00:00Z");
        Assert.Contains("has no state 'Aborte'; did you mean 'Aborted'?", run.Error, StringComparison.Ordinal);

        var number = await CliRun.OnAsync(server, "fit", Asset, "--signal", "state");
        Assert.Contains("state of plants/one/lines/line-1/assets/pump-1 is no number; --stays STATE", number.Error, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> ServerAsync(IEnumerable<FakeSample> samples)
    {
        var server = await FakeServer.StartAsync();
        server.Script.Definition = [Plant];
        server.Store.Lane("any", 0, lane =>
        {
            lane.Samples.AddRange(samples);
            return 0;
        });
        return server;
    }

    private static FakeSample Sample(string signal, double seconds, double value, uint quality = 0) => new(Asset, signal, (long)Math.Round(seconds * 1e9), value, quality, null);

    private static double[] Draw(Distribution law, int count)
    {
        var stream = new StreamSource(4, 0).Stream("fit", law.GetType().Name);
        return [.. Enumerable.Range(0, count).Select(_ => law.Sample(stream))];
    }
}
