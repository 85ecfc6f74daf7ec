using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Benchmarks.Simulation.Motion;

/// <summary>
/// What a surrogate gains over the equations that it was made of: whole replications of eight hours, with the machine whose starts and stops feed the equations, by turns in short slices,
/// CPU against CPU. An oven of four zones, eight stiff states with radiation; and the winding of a motor, one smooth state, where there is little to gain. Making it is told apart.
/// </summary>
internal static class SurrogateBenchmark
{
    private const int Slices = 4;
    private const int Replications = 40;

    private const string Oven = """
        apiVersion: twingrid/v1
        kind: Module
        metadata: {name: oven}
        spec:
          summary: Heating elements radiate to the loads of four zones, which exchange heat with their neighbours.
          parameters:
            - {name: element, unit: J/K, default: 40}
            - {name: load, unit: J/K, default: 4000}
            - {name: radiation, unit: W/K4, default: 4e-9}
            - {name: exchange, unit: W/K, default: 5}
            - {name: loss, unit: W/K, default: 2}
          ports:
            - {name: feed, unit: "1", direction: in}
          variables:
            - {name: power, unit: W}
            - {name: E1, unit: Cel, initial: 600, min: 450, max: 800}
            - {name: E2, unit: Cel, initial: 600, min: 450, max: 800}
            - {name: E3, unit: Cel, initial: 600, min: 450, max: 800}
            - {name: E4, unit: Cel, initial: 600, min: 450, max: 800}
            - {name: L1, unit: Cel, initial: 500, min: 400, max: 720}
            - {name: L2, unit: Cel, initial: 500, min: 400, max: 720}
            - {name: L3, unit: Cel, initial: 500, min: 400, max: 720}
            - {name: L4, unit: Cel, initial: 500, min: 400, max: 720}
          equations:
            - power = 1000 'W' + 750 'W' * feed
            - element * der(E1) = power - radiation * (E1 ^ 4 - L1 ^ 4)
            - element * der(E2) = power - radiation * (E2 ^ 4 - L2 ^ 4)
            - element * der(E3) = power - radiation * (E3 ^ 4 - L3 ^ 4)
            - element * der(E4) = power - radiation * (E4 ^ 4 - L4 ^ 4)
            - load * der(L1) = radiation * (E1 ^ 4 - L1 ^ 4) + exchange * (L2 - L1) - loss * (L1 - 20 'Cel') - feed * 0.6 'W/K' * (L1 - 20 'Cel')
            - load * der(L2) = radiation * (E2 ^ 4 - L2 ^ 4) + exchange * (L1 + L3 - 2 * L2) - loss * (L2 - 20 'Cel') - feed * 0.6 'W/K' * (L2 - 20 'Cel')
            - load * der(L3) = radiation * (E3 ^ 4 - L3 ^ 4) + exchange * (L2 + L4 - 2 * L3) - loss * (L3 - 20 'Cel') - feed * 0.6 'W/K' * (L3 - 20 'Cel')
            - load * der(L4) = radiation * (E4 ^ 4 - L4 ^ 4) + exchange * (L3 - L4) - loss * (L4 - 20 'Cel') - feed * 0.6 'W/K' * (L4 - 20 'Cel')
          surrogate:
            ranges: {feed: {min: 0, max: 1}}
        ---
        """;

    private const string Drive = """
        apiVersion: twingrid/v1
        kind: Module
        metadata: {name: drive}
        spec:
          ports: [{name: running, unit: "1", direction: in}, {name: current, unit: A, direction: out}]
          equations: ["current = running * 40 'A'"]
        ---
        """;

    public static Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var oven = new Pair("oven", Oven, "{id: body, module: oven}", "{from: press.running, to: body.feed}", "body.L2.mean");
        var winding = new Pair(
            "winding", Drive, "{id: drive, module: drive}, {id: body, module: motor-winding, parameters: {cooling: 25}}",
            "{from: press.running, to: drive.running}, {from: drive.current, to: body.current}", "body.T.mean");
        for (var turn = -1; turn < options.Repetitions; turn++)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                oven.Run();
                winding.Run();
            }

            oven.Close(isWarmUp: turn < 0);
            winding.Close(isWarmUp: turn < 0);
        }

        return Task.FromResult<IReadOnlyList<Row>>(
        [
            Row.Ratio("surrogate_vs_equations", oven.Equations.Time, oven.Surrogate.Time), Row.Ratio("surrogate_vs_equations/winding", winding.Equations.Time, winding.Surrogate.Time),
            .. oven.Rows, .. winding.Rows,
        ]);
    }

    /// <summary>One model, computed both ways.</summary>
    private sealed class Pair(string name, string module, string modules, string connections, string kpi)
    {
        public Lane Equations { get; } = new($"{name}_us/equations", Document(module, modules, connections, kpi, "equations"));

        public Lane Surrogate { get; } = new($"{name}_us/surrogate", Document(module, modules, connections, kpi, "surrogate"));

        public IEnumerable<Row> Rows => [Equations.Time, Surrogate.Time, new Row($"{name}_surrogate_making_ms", [1e3 * (Surrogate.CompileSeconds - Equations.CompileSeconds)], "cpu", "ms")];

        public void Run()
        {
            Equations.Run();
            Surrogate.Run();
        }

        public void Close(bool isWarmUp)
        {
            Equations.Close(isWarmUp);
            Surrogate.Close(isWarmUp);
        }

        private static string Document(string module, string modules, string connections, string kpi, string fidelity) => module + $$"""

            apiVersion: twingrid/v1
            kind: Experiment
            metadata: {name: heat}
            spec:
              model:
                modules:
                  [{id: arrivals, module: source, parameters: {interarrival: {exponential: {mean: 400s} } } }, {id: queue, module: buffer},
                   {id: press, module: machine, parameters: {service: {exponential: {mean: 240s} } } }, {id: out, module: sink}, {{modules}}]
                connections: [{from: arrivals.out, to: queue.in}, {from: queue.out, to: press.in}, {from: press.out, to: out.in}, {{connections}}]
              horizon: 8h
              fidelity: {body: {{fidelity}}}
              kpis: [{id: T, of: {{kpi}}, unit: Cel}]
              arms: [{name: only}]
            """;
    }

    /// <summary>One way.</summary>
    private sealed class Lane
    {
        private readonly string name;
        private readonly ReplicationRunner runner;
        private readonly List<double> microseconds = [];
        private double seconds;
        private int done;

        public Lane(string name, string documents)
        {
            this.name = name;
            var read = ScenarioReader.Read([("heat.yaml", documents)]);
            var document = read.Documents.Length == 1 ? read.Documents[0] : throw new InvalidOperationException(string.Join("; ", read.Diagnostics));
            var catalog = DocumentModules.AddTo(BuiltInModules.Catalog, read.Modules, out _);
            var before = Environment.CpuUsage.TotalTime;
            var compiled = ExperimentCompiler.Compile(document, null, catalog, StartState.Empty);
            CompileSeconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            runner = new ReplicationRunner(compiled.Plan ?? throw new InvalidOperationException(string.Join("; ", compiled.Errors)));
        }

        public double CompileSeconds { get; }

        public Row Time => new(name, microseconds, "cpu", "us");

        public void Run()
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < Replications; i++)
            {
                if (runner.Run(new ReplicationTask(0, i, 0), CancellationToken.None).Failure is { } failure)
                {
                    throw new InvalidOperationException(failure);
                }
            }

            seconds += (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            done += Replications;
        }

        public void Close(bool isWarmUp)
        {
            if (!isWarmUp)
            {
                microseconds.Add(1e6 * seconds / done);
            }

            (seconds, done) = (0, 0);
        }
    }
}
