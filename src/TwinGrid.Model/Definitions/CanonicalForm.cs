using System.Security.Cryptography;
using System.Text.Json;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Definitions;

/// <summary>
/// One text for one meaning: JSON without white space, members in a fixed order, sets sorted as <see cref="PlantDefinition"/> holds them, every default written out, numbers in the
/// shortest form that reads back (R), durations in ticks of 100 ns. What is kept in order is what has an order: the signals of a type and the assets of a line.
/// </summary>
public static class CanonicalForm
{
    /// <summary>SHA-256 of <see cref="Write"/>, 64 lower-case hex digits.</summary>
    public static string Hash(PlantDefinition plant) => HashOf(Write(plant));

    internal static string HashOf(ReadOnlySpan<byte> canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    /// <summary>The canonical form as UTF-8. <see cref="PlantDefinition.Hash"/> is no part of it.</summary>
    public static byte[] Write(PlantDefinition plant)
    {
        ArgumentNullException.ThrowIfNull(plant);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("form", "twingrid/v1");
            json.WriteString("id", plant.Id);
            json.WriteString("displayName", plant.DisplayName);
            json.WriteNumber("partitions", plant.Partitions);
            json.WriteNumber("samplesPerSecond", plant.Quotas.SamplesPerSecond);
            json.WriteNumber("bytesPerSecond", plant.Quotas.BytesPerSecond);
            json.WriteNumber("streams", plant.Quotas.Streams);
            json.WriteNumber("series", plant.Quotas.Series);
            WriteList(json, "types", plant.Types.Values, WriteType);
            WriteList(json, "lines", plant.Lines.OrderBy(l => l.Id, StringComparer.Ordinal), WriteLine);
            WriteList(json, "flows", plant.Flows, WriteFlow);
            WriteList(json, "kpis", plant.Kpis, WriteKpi);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteType(Utf8JsonWriter json, AssetTypeDefinition type)
    {
        json.WriteString("id", type.Id);
        json.WriteString("displayName", type.DisplayName);
        WriteList(json, "signals", type.Signals, WriteSignal);
        WriteList(json, "parameters", type.Parameters.Values, WriteParameter);
        WriteList(json, "alarms", type.Alarms, WriteAlarm);
        if (type.Production is { } production)
        {
            json.WriteStartObject("production");
            WriteProduction(json, production);
            json.WriteEndObject();
        }

        // Left out when there is none: types that were stored before there were behaviours keep their hash.
        if (type.Behaviour is { } behaviour)
        {
            json.WriteStartObject("behaviour");
            AssemblyForm.Write(json, behaviour.Assembly);
            if (behaviour.UnitsPerPart != 1)
            {
                json.WriteNumber("unitsPerPart", behaviour.UnitsPerPart);
            }

            WriteList(json, "live", behaviour.Live, WriteLive);
            json.WriteEndObject();
        }

        json.WriteString("renamedFrom", type.RenamedFrom);
    }

    private static void WriteLive(Utf8JsonWriter json, LiveMapping live)
    {
        json.WriteString("state", live.State);
        json.WriteString("signal", live.Signal);
        json.WriteString("sinceChangeOf", live.SinceChangeOf);
        json.WriteString("expression", live.Expression);
        json.WriteString("unit", live.Unit);
        WriteList(json, "map", live.Map, (j, m) => j.WriteString(m.Key, m.Value));
        WriteNumber(json, "standardDeviation", live.StandardDeviation);
        if (live.Otherwise is { } otherwise)
        {
            json.WritePropertyName("otherwise");
            AssemblyForm.WriteValue(json, otherwise);
        }
    }

    private static void WriteSignal(Utf8JsonWriter json, SignalDefinition signal)
    {
        json.WriteString("id", signal.Id);
        json.WriteString("displayName", signal.DisplayName);
        json.WriteNumber("type", (int)signal.Type);
        json.WriteString("unit", signal.Unit);
        WriteList(json, "acceptedUnits", signal.AcceptedUnits);
        WriteNumber(json, "min", signal.Min);
        WriteNumber(json, "max", signal.Max);
        WriteTicks(json, "lateWindow", signal.LateWindow);
        WriteTicks(json, "staleAfter", signal.StaleAfter);
        WriteNumber(json, "deadband", signal.Deadband);
        WriteList(json, "symbols", signal.Symbols, (j, s) =>
        {
            j.WriteString("symbol", s.Symbol);
            j.WriteNumber("number", s.Number);
        });
        json.WriteString("expression", signal.Expression);
        WriteTicks(json, "statisticsOver", signal.StatisticsOver);
        json.WriteString("retention", signal.Retention.Class);
        WriteTicks(json, "keep", signal.Retention.Keep);
        WriteNumber(json, "maxBytes", signal.Retention.MaxBytes);
        json.WriteString("renamedFrom", signal.RenamedFrom);
    }

    private static void WriteParameter(Utf8JsonWriter json, ParameterDefinition parameter)
    {
        json.WriteString("id", parameter.Id);
        json.WriteString("unit", parameter.Unit);
        WriteNumber(json, "default", parameter.Default);
        WriteNumber(json, "min", parameter.Min);
        WriteNumber(json, "max", parameter.Max);
    }

    private static void WriteAlarm(Utf8JsonWriter json, AlarmDefinition alarm)
    {
        json.WriteString("id", alarm.Id);
        json.WriteString("signal", alarm.Signal);
        json.WriteNumber("kind", (int)alarm.Kind);
        WriteNumber(json, "limit", alarm.Limit);
        WriteNumber(json, "hysteresis", alarm.Hysteresis);
        WriteTicks(json, "delay", alarm.Delay);
        json.WriteNumber("priority", alarm.Priority);
        json.WriteString("message", alarm.Message);
    }

    private static void WriteProduction(Utf8JsonWriter json, ProductionDefinition production)
    {
        json.WriteString("stateSignal", production.StateSignal);
        WriteList(json, "stateClasses", production.StateClasses, (j, c) =>
        {
            j.WriteString("symbol", c.Key);
            j.WriteNumber("class", (int)c.Value);
        });
        json.WriteString("goodCounter", production.GoodCounter);
        json.WriteString("rejectCounter", production.RejectCounter);
        WriteTicks(json, "idealCycle", production.IdealCycle);
        json.WriteString("workInProcess", production.WorkInProcess);
        json.WriteString("energyCounter", production.EnergyCounter);
        json.WriteString("power", production.Power);
    }

    private static void WriteLine(Utf8JsonWriter json, LineDefinition line)
    {
        json.WriteString("id", line.Id);
        json.WriteString("displayName", line.DisplayName);
        json.WriteNumber("partition", line.Partition);
        WriteTicks(json, "kpiWindow", line.KpiWindow);
        json.WriteString("bottleneck", line.Bottleneck);
        WriteList(json, "assets", line.Assets, WriteAsset);
        WriteList(json, "kpis", line.Kpis, WriteKpi);
        json.WriteString("renamedFrom", line.RenamedFrom);
    }

    private static void WriteAsset(Utf8JsonWriter json, AssetDefinition asset)
    {
        json.WriteString("id", asset.Id);
        json.WriteString("type", asset.Type);
        json.WriteString("displayName", asset.DisplayName);
        json.WriteString("partOf", asset.PartOf);
        WriteList(json, "labels", asset.Labels, (j, l) => j.WriteString(l.Key, l.Value));
        WriteList(json, "parameters", asset.Parameters, (j, p) => WriteNumber(j, p.Key, p.Value));
        WriteNumber(json, "from", asset.From);
        WriteNumber(json, "to", asset.To);
        json.WriteString("renamedFrom", asset.RenamedFrom);
    }

    private static void WriteFlow(Utf8JsonWriter json, FlowDefinition flow)
    {
        json.WriteString("from", flow.From);
        json.WriteString("to", flow.To);
        json.WriteString("kind", flow.Kind);
        if (!flow.Ports.IsEmpty)
        {
            json.WriteStartObject("ports");
            foreach (var (name, port) in flow.Ports)
            {
                json.WriteString(name, port);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteKpi(Utf8JsonWriter json, KpiDefinition kpi)
    {
        json.WriteString("id", kpi.Id);
        json.WriteString("unit", kpi.Unit);
        json.WriteString("expression", kpi.Expression);
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            // Negative zero equals zero.
            json.WriteNumber(name, number == 0 ? 0 : number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTicks(Utf8JsonWriter json, string name, TimeSpan? value)
    {
        if (value is { } duration)
        {
            json.WriteNumber(name, duration.Ticks);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
