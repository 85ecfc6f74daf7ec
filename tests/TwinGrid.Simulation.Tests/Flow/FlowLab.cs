using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Flow;

/// <summary>Runs models that are written as in a document.</summary>
internal sealed class FlowLab
{
    private readonly SimulationModel model;

    private FlowLab(SimulationModel model) => this.model = model;

    /// <summary>The modules of the model.</summary>
    public ImmutableArray<PlannedModule> Modules => model.Modules;

    /// <summary>A model of the lines below <c>model:</c>, of the built-in modules and more.</summary>
    public static FlowLab Of(string yaml, params IEnumerable<ModuleType> more)
    {
        var result = Build(yaml, more);
        Assert.Empty(result.Errors);
        return new FlowLab(result.Model!);
    }

    /// <summary>The same with words of capitals replaced.</summary>
    public static FlowLab Of(string yaml, (string Word, object Value) first, params ReadOnlySpan<(string Word, object Value)> more)
    {
        yaml = Replace(yaml, first.Word, first.Value);
        foreach (var (word, value) in more)
        {
            yaml = Replace(yaml, word, value);
        }

        return Of(yaml);
    }

    /// <summary>What is wrong with a model.</summary>
    public static ImmutableArray<ModelError> Errors(string yaml) => Build(yaml, []).Errors;

    /// <summary>A replication at its start.</summary>
    public ModelInstance Make(ulong seed = 1, long replication = 0, double? calendarSeconds = null) =>
        model.Instantiate(SimClock.Microseconds, new StreamSource(seed, replication), calendarSeconds: calendarSeconds);

    /// <summary>A replication after a warm-up and a run, the balance of its parts checked.</summary>
    public FlowRun Run(double seconds, double warmUp = 0, ulong seed = 1, long replication = 0, params ReadOnlySpan<(string Path, ComponentState State)> states)
    {
        var instance = Make(seed, replication);
        var start = ImmutableSortedDictionary.CreateBuilder<string, ComponentState>(StringComparer.Ordinal);
        foreach (var (path, state) in states)
        {
            start.Add(path, state);
        }

        instance.Start(start.ToImmutable());
        var run = new FlowRun(instance);
        if (warmUp > 0)
        {
            run.Continue(warmUp);
            instance.ResetMonitors(instance.Simulator.Now);
        }

        return run.Continue(warmUp + seconds);
    }

    private static string Replace(string yaml, string word, object value) =>
        Regex.Replace(yaml, $@"\b{word}\b", Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("$", "$$", StringComparison.Ordinal));

    private static ModelResult Build(string yaml, IEnumerable<ModuleType> more)
    {
        var text = "apiVersion: twingrid/v1\nkind: Experiment\nmetadata: {name: lab}\nspec:\n  horizon: 1s\n  kpis: [{id: none, of: none.none}]\n  arms: [{name: only}]\n  model:\n" +
            string.Concat(yaml.Split('\n').Select(line => $"    {line}\n"));
        var read = ScenarioReader.Read([("lab.yaml", text)]);
        Assert.True(read.IsUsable, string.Join('\n', read.Diagnostics));
        var builder = new ModelBuilder(BuiltInModules.Catalog.With(more));
        builder.Add("", Assert.Single(read.Documents).Model);
        return builder.Build();
    }
}

/// <summary>A replication.</summary>
internal sealed class FlowRun(ModelInstance instance)
{
    public ModelInstance Instance { get; } = instance;

    public SimTime Now => Instance.Simulator.Now;

    /// <summary>Goes on until an instant, s, and checks that no part got lost.</summary>
    public FlowRun Continue(double untilSeconds)
    {
        Instance.Simulator.RunUntil(Instance.Simulator.Clock.Time(untilSeconds));
        Assert.Equal(Instance.Simulator.Shared<FlowContext>().Parts.Inside, Instance.Parts.OfType<FlowComponent>().Sum(c => c.PartCount));
        return this;
    }

    /// <summary>A figure, <c>component.monitor</c>.</summary>
    public double this[string path, Estimator? estimator = null] => Monitor(path) is var monitor ? monitor.Value(estimator ?? monitor.DefaultEstimator, Now) : double.NaN;

    public ComponentMonitor Monitor(string path) => Instance.FindMonitor(path) ?? throw new ArgumentException($"No monitor '{path}'.", nameof(path));
}
