using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Simulation.Motion;

/// <summary>Robertson's kinetics out of a document to t = 1e11 s, with the loosest tolerance with which the end is right to 1e-5, relative, in all three concentrations.</summary>
internal static class RobertsonBenchmark
{
    private const int Slices = 4;
    private const int Runs = 100;

    private const string Kinetics = """
        apiVersion: twingrid/v1
        kind: Module
        metadata: {name: kinetics}
        spec:
          variables:
            - {name: a, unit: "1", initial: 1, nominal: 1e-8}
            - {name: b, unit: "1", initial: 0, nominal: 1e-14}
            - {name: c, unit: "1", initial: 0}
          equations:
            - der(a) * 1 's' = 1e4 * b * c - 0.04 * a
            - der(b) * 1 's' = 0.04 * a - 1e4 * b * c - 3e7 * b ^ 2
            - der(c) * 1 's' = 3e7 * b ^ 2
        """;

    private static readonly double[] End = [2.0833401495535e-8, 8.3333607697436e-14, .99999997916652];

    public static Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var lane = new MotionLane("robertson_us", new DocumentMotion(Kinetics, ["a", "b", "c"], 1e11, isAbsolute: false), Runs, Error, 1e-5);
        for (var turn = -1; turn < options.Repetitions; turn++)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                lane.Run();
            }

            lane.Close(isWarmUp: turn < 0);
        }

        return Task.FromResult<IReadOnlyList<Row>>([new Row("robertson_ms", [.. lane.Time.Values.Select(us => us / 1000)], "cpu", "ms")]);
    }

    private static double Error(double[] end) => End.Zip(end, (known, found) => Math.Abs((known - found) / known)).Max();
}
