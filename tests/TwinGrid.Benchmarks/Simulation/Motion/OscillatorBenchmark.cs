using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Simulation.Motion;

/// <summary>
/// Van der Pol's oscillator to t = 20 out of a document, against SciPy's RK45 on the same equations in Python, each with the loosest tolerance with which the end is right to 1e-6, by
/// turns in short slices. Once integrated alone, as SciPy does, and once as a replication of an experiment.
/// </summary>
internal static class OscillatorBenchmark
{
    private const int Slices = 4;

    // About as long each.
    private const int OurRuns = 2_000;
    private const int Replications = 500;
    private const int SciPyRuns = 8;

    private const string Oscillator = """
        apiVersion: twingrid/v1
        kind: Module
        metadata: {name: oscillator}
        spec:
          parameters:
            - {name: mu, unit: "1", default: 1}
          variables:
            - {name: y1, unit: "1", initial: 2}
            - {name: y2, unit: "1", initial: 0}
          equations:
            - der(y1) * 1 's' = y2
            - der(y2) * 1 's' = mu * (1 - y1 ^ 2) * y2 - y1
        """;

    private const string Experiment = """

        ---
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: oscillator}
        spec:
          model: {modules: [{id: m, module: oscillator}]}
          horizon: 20s
          replications: 1
          kpis: [{id: y1, of: m.y1.final, unit: "1"}, {id: y2, of: m.y2.final, unit: "1"}]
          arms: [{name: only}]
        """;

    private static readonly double[] End = [2.008149762174943, -.042508875273201];

    public static Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        using var python = PythonChild.TryStart("vanderpol.py");
        var ours = new MotionLane("vanderpol_us/document", new DocumentMotion(Oscillator, ["y1", "y2"], 20, isAbsolute: true), OurRuns, Error, 1e-6);
        var peer = python is null ? null : new MotionLane("vanderpol_us/scipy", new SciPyMotion(python), SciPyRuns, Error, 1e-6);
        var whole = new MotionLane("vanderpol_us/replication", new ReplicationMotion(Oscillator + Experiment), Replications, Error, 1e-6);
        MotionLane[] lanes = peer is null ? [ours, whole] : [ours, whole, peer];
        for (var turn = -1; turn < options.Repetitions; turn++)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Array.ForEach(lanes, lane => lane.Run());
            }

            Array.ForEach(lanes, lane => lane.Close(isWarmUp: turn < 0));
        }

        if (peer is null)
        {
            Console.Error.WriteLine("ode_vs_scipy is not measured: SciPy is missing (apt-get install python3-scipy).");
        }

        Row[] against = peer is null ? [] : [Row.Ratio("ode_vs_scipy", peer.Time, ours.Time), Row.Ratio("ode_vs_scipy/replication", peer.Time, whole.Time)];
        return Task.FromResult<IReadOnlyList<Row>>([.. against, .. lanes.Select(lane => lane.Time)]);
    }

    private static double Error(double[] end) => End.Zip(end, (known, found) => Math.Abs(known - found)).Max();
}
