using System.Collections.Immutable;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Modules;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Samples;

/// <summary>The documents below deploy/samples, run as <c>twingrid simulate</c> runs them.</summary>
internal static class Sample
{
    /// <summary>Reads one document with overrides.</summary>
    public static ExperimentDocument Read(string file, ExperimentOverrides? overrides = null)
    {
        var path = Repository.Sample(file);
        var read = ScenarioReader.Read([(path, File.ReadAllText(path))]);
        Assert.Empty(read.Diagnostics);
        var result = read.Documents.Single().With(overrides ?? new ExperimentOverrides());
        Assert.Empty(result.Diagnostics);
        return result.Document!;
    }

    /// <summary>Reads all documents of a folder: a plant and what is asked about it.</summary>
    public static ScenarioResult ReadFolder(string folder)
    {
        var read = ScenarioReader.Read(Repository.SampleFiles(folder));
        Assert.Empty(read.Diagnostics);
        return read;
    }

    /// <summary>Settings as on a command line.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> Set(params string[] settings) => [.. settings.Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], s[1]))];

    public static ExperimentPlan Plan(ExperimentDocument document)
    {
        var result = ExperimentCompiler.Compile(document, null, BuiltInModules.Catalog, StartState.Empty);
        Assert.Empty(result.Errors);
        return result.Plan!;
    }

    public static ExperimentRun Run(ExperimentPlan plan, int workers = 1)
    {
        var run = new ExperimentRun(plan);
        ExperimentExecutor.Execute(plan, run, workers, null, TestContext.Current.CancellationToken);
        return run;
    }

    public static ExperimentAnswer Answer(ExperimentDocument document, int workers = 1)
    {
        var plan = Plan(document);
        var run = Run(plan, workers);
        Assert.Null(run.Failure);
        return ExperimentAnalysis.Analyse(plan, run.Results());
    }
}
