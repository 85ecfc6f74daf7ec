using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Twins;

/// <summary>Columns of assets, lines and plants.</summary>
internal static class TwinSheets
{
    public static Sheet<Plant> Plants { get; } = new Sheet<Plant>()
        .Column("name", plant => plant.Name)
        .Column("displayName", plant => plant.DisplayName)
        .Column("assets", plant => plant.Aggregate?.Assets ?? 0)
        .Column("activeAlarms", plant => plant.Aggregate?.ActiveAlarms ?? 0)
        .Column("staleAssets", plant => plant.Aggregate?.StaleAssets ?? 0)
        .Column("definitionVersion", plant => plant.DefinitionVersion)
        .Column("partitions", plant => plant.Partitions)
        .DataColumn("definitionHash", plant => plant.DefinitionHash)
        .DataColumn("states", plant => States(plant.Aggregate))
        .DataColumn("kpis", plant => Kpis(plant.Aggregate));

    public static Sheet<Line> Lines { get; } = new Sheet<Line>()
        .Column("name", line => line.Name)
        .Column("displayName", line => line.DisplayName)
        .Column("assets", line => line.Aggregate?.Assets ?? 0)
        .Column("activeAlarms", line => line.Aggregate?.ActiveAlarms ?? 0)
        .Column("staleAssets", line => line.Aggregate?.StaleAssets ?? 0)
        .DataColumn("states", line => States(line.Aggregate))
        .DataColumn("kpis", line => Kpis(line.Aggregate));

    public static Sheet<Asset> Assets { get; } = new Sheet<Asset>()
        .Column("name", asset => asset.Name)
        .Column("type", asset => asset.Type)
        .Column("displayName", asset => asset.DisplayName)
        .Column("state", asset => asset.State)
        .Column("activeAlarms", asset => asset.ActiveAlarms)
        .DataColumn("labels", asset => asset.Labels.ToDictionary())
        .DataColumn("revision", asset => asset.Revision)
        .DataColumn("retired", asset => asset.Retired)
        .DataColumn("signals", asset => asset.Signals.ToDictionary(signal => signal.Signal, signal => Cells.ToJson(SignalText.Plain(signal.Value))));

    /// <summary>An asset with everything.</summary>
    public static Sheet<Asset> Asset { get; } = new Sheet<Asset>()
        .Column("name", asset => asset.Name)
        .Column("type", asset => asset.Type)
        .Column("displayName", asset => asset.DisplayName)
        .Column("labels", asset => asset.Labels.ToDictionary())
        .Column("parameters", asset => asset.Parameters.ToDictionary(parameter => parameter.Key, parameter => Cells.ToJson(parameter.Value)))
        .Column("state", asset => asset.State)
        .Column("activeAlarms", asset => asset.ActiveAlarms)
        .Column("revision", asset => asset.Revision)
        .Column("etag", asset => asset.Etag)
        .Column("retired", asset => asset.Retired)
        .Column("stale", asset => asset.Position?.Stale ?? false)
        .Column("token", asset => asset.Position?.Token ?? string.Empty)
        .Column("signals", asset => asset.Signals.Select(signal => new Dictionary<string, object?>
        {
            ["signal"] = signal.Signal,
            ["value"] = Cells.ToJson(SignalText.Plain(signal.Value)),
            ["unit"] = signal.Unit,
            ["sourceTime"] = Cells.ToJson(new Instant(signal.SourceTime)),
            ["quality"] = Cells.ToJson(new QualityCode(signal.Quality)),
            ["samples"] = signal.Samples,
        }).ToList());

    public static Sheet<Kpi> KpiSheet { get; } = new Sheet<Kpi>()
        .Column("name", kpi => kpi.Name)
        .Column("value", kpi => double.IsNaN(kpi.Value) ? null : kpi.Value)
        .Column("unit", kpi => kpi.Unit)
        .Column("coverage", kpi => kpi.Coverage)
        .Column("reason", kpi => kpi.Reason);

    private static Dictionary<string, uint> States(Aggregate? aggregate) =>
        aggregate?.States.ToDictionary(state => state.State, state => state.Count) ?? [];

    private static List<Dictionary<string, object?>> Kpis(Aggregate? aggregate) =>
        aggregate?.Kpis.Select(kpi => new Dictionary<string, object?>
        {
            ["name"] = kpi.Name,
            ["value"] = Cells.ToJson(kpi.Value),
            ["unit"] = kpi.Unit,
            ["coverage"] = Cells.ToJson(kpi.Coverage),
            ["reason"] = kpi.Reason,
            ["windowStart"] = Cells.ToJson(new Instant(kpi.WindowStart)),
            ["windowEnd"] = Cells.ToJson(new Instant(kpi.WindowEnd)),
        }).ToList() ?? [];
}
