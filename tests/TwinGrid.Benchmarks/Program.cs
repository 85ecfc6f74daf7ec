using TwinGrid.Benchmarks.Measurement;

if (args.Length == 0 || !BenchmarkSuite.Groups.TryGetValue(args[0], out var group))
{
    await Console.Error.WriteLineAsync($"usage: TwinGrid.Benchmarks {string.Join('|', BenchmarkSuite.Groups.Keys)} [-o json] [--for SECONDS] [--reps N] [--only NAME]");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await group(BenchmarkOptions.Parse(args.AsSpan(1)), stop.Token);
