using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Tests.Experiments;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Textbook;

/// <summary>The documents of the textbook, as they lie in the samples.</summary>
public sealed class TextbookSamplesTests
{
    [Theory]
    [InlineData("serial-line", "throughput", "line.rates=[1, 2];line.buffers=[3]")]
    [InlineData("two-machine", "throughput", "failureRate=0.02;repairRate=0.2;buffer=7")]
    [InlineData("repair-shop", "availability down utilisation", "machines=10;crews=2;failureRate=0.05;repairRate=0.5")]
    [InlineData("job-shop", "makespan", "dispatch=spt")]
    public void Compile_Sample_HasItsKpisAndTakesItsSettings(string sample, string kpis, string settings)
    {
        var plan = Compile(sample, settings);

        Assert.Equal(kpis, string.Join(' ', plan.Kpis.Select(k => k.Definition.Id)));
    }

    [Fact]
    public void Compile_JobShopWithFile_ReadsItAndTellsItsHash()
    {
        var plan = Compile("job-shop", "instance=one.txt;order=[[0]]", name => name == "one.txt" ? "1 1\n0 17\n" : null);

        var results = TestExperiments.Execute(plan, 1).Results;

        Assert.All(results[0], result => Assert.Equal(17, Assert.Single(result.Kpis)));
        Assert.Equal(["one.txt@" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("1 1\n0 17\n"u8))], RunRecord.Of(plan, "", results, false).Texts);
    }

    [Theory]
    [InlineData(true, "there is no file 'two.txt'")]
    [InlineData(false, "files can't be read here")]
    public void Compile_JobShopWithoutItsFile_SaysSo(bool canRead, string expected)
    {
        var result = ExperimentCompiler.Compile(Read("job-shop", "instance=two.txt"), null, BuiltInModules.Catalog, StartState.Empty, canRead ? _ => null : null);

        Assert.Null(result.Plan);
        Assert.Contains(result.Errors, e => e.Message.Contains(expected, StringComparison.Ordinal));
    }

    private static ExperimentPlan Compile(string sample, string settings, Func<string, string?>? readText = null)
    {
        var result = ExperimentCompiler.Compile(Read(sample, settings), null, BuiltInModules.Catalog, StartState.Empty, readText);
        Assert.Empty(result.Errors);
        return result.Plan!;
    }

    private static ExperimentDocument Read(string sample, string settings)
    {
        var file = Repository.Sample($"textbook/{sample}.yaml");
        var read = ScenarioReader.Read([(file, File.ReadAllText(file))]);
        Assert.True(read.IsUsable, string.Join('\n', read.Diagnostics));
        var overrides = new ExperimentOverrides { Set = [.. settings.Split(';').Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], s[1]))] };
        var result = Assert.Single(read.Documents).With(overrides, null);
        Assert.NotNull(result.Document);
        return result.Document;
    }
}
