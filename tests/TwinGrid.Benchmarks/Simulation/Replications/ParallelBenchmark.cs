using System.Diagnostics;
using System.Globalization;
using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Benchmarks.Simulation.Replications;

/// <summary>
/// What a second worker adds: the same experiment with one worker and with two, by turns. By wall it needs two cores that nobody else uses; by CPU it tells what workers cost each
/// other, whoever else is busy.
/// </summary>
internal static class ParallelBenchmark
{
    private const int Slices = 2;
    private const int Replications = 120;

    public static Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var plan = Plan();
        var (one, two, efficiency, kept) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var turn = -1; turn < options.Repetitions; turn++)
        {
            var (alone, together) = (Spent.Nothing, Spent.Nothing);
            for (var slice = 0; slice < Slices; slice++)
            {
                alone += Run(plan, 1, cancellationToken);
                together += Run(plan, 2, cancellationToken);
            }

            if (turn >= 0)
            {
                one.Add(Slices * Replications / alone.Wall);
                two.Add(Slices * Replications / together.Wall);
                efficiency.Add(alone.Wall / (2 * together.Wall));
                kept.Add(alone.Cpu / together.Cpu);
            }
        }

        return Task.FromResult<IReadOnlyList<Row>>(
        [
            new Row("parallel_efficiency", efficiency, "wall", "1"),
            new Row("parallel_efficiency/cpu", kept, "cpu", "1"),
            new Row("replications/1-worker", one, "wall", "/s"),
            new Row("replications/2-workers", two, "wall", "/s"),
        ]);
    }

    private static Spent Run(ExperimentPlan plan, int workers, CancellationToken cancellationToken)
    {
        var run = new ExperimentRun(plan);
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        ExperimentExecutor.Execute(plan, run, workers, null, cancellationToken);
        var spent = new Spent(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        return run.Failure is null ? spent : throw new InvalidOperationException(run.Failure);
    }

    private static ExperimentPlan Plan()
    {
        var read = ScenarioReader.Read([("line.yaml", Document)]);
        var compiled = read.Documents.Length == 1 ? ExperimentCompiler.Compile(read.Documents[0], null, BuiltInModules.Catalog, StartState.Empty) : null;
        return compiled?.Plan ?? throw new InvalidOperationException("The experiment of this benchmark is wrong.");
    }

    private static readonly string Document = string.Create(CultureInfo.InvariantCulture, $$"""
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: line}
        spec:
          model:
            modules: [{id: line, module: serial-line, parameters: {rates: [1, 1, 1], buffers: [2, 2] } }]
          horizon: 20000s
          replications: {{Replications}}
          kpis: [{id: throughput, of: line.sink.throughput, unit: /s}]
          arms: [{name: line}]
        """);

    /// <summary>Seconds.</summary>
    private readonly record struct Spent(double Wall, double Cpu)
    {
        public static readonly Spent Nothing = new(0, 0);

        public static Spent operator +(Spent left, Spent right) => new(left.Wall + right.Wall, left.Cpu + right.Cpu);
    }
}
