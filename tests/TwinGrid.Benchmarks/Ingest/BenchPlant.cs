using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Benchmarks.Ingest;

/// <summary>The plant that all lanes serve: pumps of 8 signals, as many as asked for.</summary>
internal static class BenchPlant
{
    public const int Signals = 8;

    public static string AssetId(int number) => string.Create(CultureInfo.InvariantCulture, $"pump-{number + 1:0000000}");

    public static string SignalId(int number) => string.Create(CultureInfo.InvariantCulture, $"signal{number}");

    public static int AssetNumber(string id) => int.Parse(id.AsSpan("pump-".Length), CultureInfo.InvariantCulture) - 1;

    public static int SignalNumber(string id) => int.Parse(id.AsSpan("signal".Length), CultureInfo.InvariantCulture);

    public static PlantDefinition Create(int assets)
    {
        var type = new AssetTypeDefinition
        {
            Id = "pump",
            DisplayName = "Pump",
            Signals = [.. Enumerable.Range(0, Signals).Select(i => new SignalDefinition
            {
                Id = SignalId(i),
                DisplayName = SignalId(i),
                Unit = "Cel",
                Min = -50,
                Max = 500,
                StaleAfter = TimeSpan.FromMinutes(1),
            })],
        };
        return new PlantDefinition
        {
            Id = "bench",
            DisplayName = "Benchmark",
            Types = ImmutableSortedDictionary.Create<string, AssetTypeDefinition>(StringComparer.Ordinal).Add(type.Id, type),
            Lines = [new LineDefinition { Id = "line", DisplayName = "Line", Assets = [new AssetDefinition { Id = "pump-{0000000}", Type = "pump", From = 1, To = assets }] }],
            Hash = $"bench-{assets}",
        };
    }
}
