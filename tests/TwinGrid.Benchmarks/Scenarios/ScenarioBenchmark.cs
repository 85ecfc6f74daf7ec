using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Scenarios;

/// <summary>Scenarios in a server: how soon one starts from live state, and what it leaves to ingest.</summary>
internal static class ScenarioBenchmark
{
    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        if (Wants(options, "live"))
        {
            rows.AddRange(await LiveToFirstEvent.MeasureAsync(options, cancellationToken));
        }

        if (Wants(options, "ingest"))
        {
            rows.AddRange(await IngestKept.MeasureAsync(options, cancellationToken));
        }

        Report.Print("scenarios", rows, options.Json);
        return 0;
    }

    private static bool Wants(BenchmarkOptions options, string part) => options.Only is null || part.StartsWith(options.Only, StringComparison.Ordinal);
}
