using System.Globalization;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Definitions.Changes;

/// <summary>Makes the outline of a plant.</summary>
internal static class OutlineBuilder
{
    public static Outline Of(PlantDefinition plant) =>
        new Outline(plant.Id, null)
            .With("displayName", plant.DisplayName)
            .With("partitions", Text(plant.Partitions))
            .With("quotas/samplesPerSecond", Text(plant.Quotas.SamplesPerSecond))
            .With("quotas/bytesPerSecond", Text(plant.Quotas.BytesPerSecond))
            .With("quotas/streams", Text(plant.Quotas.Streams))
            .With("quotas/series", Text(plant.Quotas.Series))
            .With("types", false, plant.Types.Values.Select(Of))
            .With("lines", false, plant.Lines.Select(Of))
            .With("flows", false, plant.Flows.Select(f => new Outline($"{f.From}>{f.To}:{f.Kind}", null).With("ports", string.Join(", ", f.Ports.Select(p => $"{p.Key}: {p.Value}")))))
            .With("kpis", false, plant.Kpis.Select(Of));

    private static Outline Of(AssetTypeDefinition type)
    {
        var outline = new Outline(type.Id, type.RenamedFrom)
            .With("displayName", type.DisplayName)
            .With("signals", true, type.Signals.Select(Of))
            .With("parameters", false, type.Parameters.Values.Select(Of))
            .With("alarms", false, type.Alarms.Select(Of));
        BehaviourOutline.Add(outline, type.Behaviour);
        return type.Production is { } production ? WithProduction(outline, production) : outline;
    }

    private static Outline Of(SignalDefinition signal) =>
        new Outline(signal.Id, signal.RenamedFrom)
            .With("displayName", signal.DisplayName)
            .With("type", EnumText.Of(signal.Type))
            .With("unit", signal.Unit)
            .With("acceptedUnits", string.Join(", ", signal.AcceptedUnits))
            .With("range", Range(signal.Min, signal.Max))
            .With("lateWindow", signal.LateWindow is { } late ? DurationText.Format(late) : "unlimited")
            .With("staleAfter", signal.StaleAfter is { } stale ? DurationText.Format(stale) : "never")
            .With("deadband", Text(signal.Deadband))
            .With("symbols", string.Join(", ", signal.Symbols.Select(s => $"{s.Symbol}: {Text(s.Number)}")))
            .With("expression", signal.Expression)
            .With("statisticsOver", Text(signal.StatisticsOver))
            .With("retention", Text(signal.Retention));

    private static Outline Of(ParameterDefinition parameter) =>
        new Outline(parameter.Id, null)
            .With("unit", parameter.Unit)
            .With("default", Text(parameter.Default))
            .With("range", Range(parameter.Min, parameter.Max));

    private static Outline Of(AlarmDefinition alarm) =>
        new Outline(alarm.Id, null)
            .With("signal", alarm.Signal)
            .With("kind", EnumText.Of(alarm.Kind))
            .With("limit", Text(alarm.Limit))
            .With("hysteresis", Text(alarm.Hysteresis))
            .With("delay", DurationText.Format(alarm.Delay))
            .With("priority", Text(alarm.Priority))
            .With("message", alarm.Message);

    private static Outline WithProduction(Outline outline, ProductionDefinition production) =>
        outline
            .With("production", "yes")
            .With("production/stateSignal", production.StateSignal)
            .With("production/stateClasses", string.Join(", ", production.StateClasses.Select(c => $"{c.Key}: {EnumText.Of(c.Value)}")))
            .With("production/goodCounter", production.GoodCounter)
            .With("production/rejectCounter", production.RejectCounter)
            .With("production/idealCycle", Text(production.IdealCycle))
            .With("production/workInProcess", production.WorkInProcess)
            .With("production/energyCounter", production.EnergyCounter)
            .With("production/power", production.Power);

    private static Outline Of(LineDefinition line) =>
        new Outline(line.Id, line.RenamedFrom)
            .With("displayName", line.DisplayName)
            .With("partition", Text(line.Partition))
            .With("kpiWindow", DurationText.Format(line.KpiWindow))
            .With("bottleneck", line.Bottleneck)
            .With("assets", true, line.Assets.Select(Of))
            .With("kpis", false, line.Kpis.Select(Of));

    private static Outline Of(AssetDefinition asset) =>
        new Outline(asset.Id, asset.RenamedFrom)
            .With("type", asset.Type)
            .With("displayName", asset.DisplayName)
            .With("partOf", asset.PartOf)
            .With("numbers", asset.From is null ? null : $"{Text(asset.From.Value)} to {Text(asset.To!.Value)}")
            .With("labels", string.Join(", ", asset.Labels.Select(l => $"{l.Key}: {l.Value}")))
            .With("parameters", string.Join(", ", asset.Parameters.Select(p => $"{p.Key}: {Text(p.Value)}")));

    private static Outline Of(KpiDefinition kpi) => new Outline(kpi.Id, null).With("unit", kpi.Unit).With("expression", kpi.Expression);

    private static string? Range(double? min, double? max) =>
        min is null && max is null ? null : $"{(min is { } low ? Text(low) : "")}..{(max is { } high ? Text(high) : "")}";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string? Text(TimeSpan? duration) => duration is { } given ? DurationText.Format(given) : null;

    private static string Text(RetentionDefinition retention) =>
        $"{retention.Class} (keep {(retention.Keep is not { } keep ? "forever" : keep == TimeSpan.Zero ? "none" : DurationText.Format(keep))}" +
        $"{(retention.MaxBytes is { } bytes ? ", at most " + SizeText.Format(bytes) : "")})";
}
