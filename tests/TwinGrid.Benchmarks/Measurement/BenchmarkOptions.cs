using System.Globalization;

namespace TwinGrid.Benchmarks.Measurement;

/// <summary>Arguments of a benchmark.</summary>
/// <param name="Json">One object a line in place of a table.</param>
/// <param name="For">How long a measurement takes; null = as long as the benchmark thinks right.</param>
/// <param name="Repetitions">Repetitions, at least 1.</param>
/// <param name="Only">Runs what starts with this alone; null = everything.</param>
/// <param name="Lane">Lane that a child serves.</param>
/// <param name="Assets">Assets that a child's plant has.</param>
/// <param name="Data">Where a child keeps its data; null = in memory.</param>
internal sealed record BenchmarkOptions(bool Json, TimeSpan? For, int Repetitions, string? Only, string Lane, int Assets, string? Data)
{
    public static BenchmarkOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new BenchmarkOptions(false, null, 5, null, "", 10_000, null);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "-o" or "--output" => options with { Json = value == "json" },
                "--for" => options with { For = TimeSpan.FromSeconds(double.Parse(value.TrimEnd('s'), CultureInfo.InvariantCulture)) },
                "--reps" => options with { Repetitions = Math.Max(1, int.Parse(value, CultureInfo.InvariantCulture)) },
                "--only" => options with { Only = value },
                "--lane" => options with { Lane = value },
                "--assets" => options with { Assets = int.Parse(value, CultureInfo.InvariantCulture) },
                "--data" => options with { Data = value },
                var unknown => throw new ArgumentException($"'{unknown}' is no option; allowed: -o json, --for SECONDS, --reps N, --only NAME."),
            };
        }

        return options;
    }
}
