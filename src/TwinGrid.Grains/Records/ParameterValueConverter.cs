using System.Text.Json;
using System.Text.Json.Serialization;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Grains.Records;

/// <summary>
/// Values of module parameters as JSON: texts, flags and lists as such, numbers as <c>{"number": 5, "unit": "s"}</c>, mappings as
/// <c>{"entries": [["key", value]]}</c>, since the order of entries means something. Places are not kept: they are of documents.
/// </summary>
internal sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    public override bool CanConvert(Type typeToConvert) => typeof(ParameterValue).IsAssignableFrom(typeToConvert);

    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case NumberValue number:
                writer.WriteStartObject();
                writer.WriteNumber("number", number.Value);
                writer.WriteString("unit", number.Unit);
                writer.WriteEndObject();
                break;
            case TextValue text:
                writer.WriteStringValue(text.Text);
                break;
            case BooleanValue flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case ListValue list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item, options);
                }

                writer.WriteEndArray();
                break;
            case MapValue map:
                WriteEntries(writer, map, options);
                break;
            default:
                throw new ArgumentException($"A parameter value of type {value.GetType().Name} has no form.", nameof(value));
        }
    }

    private void WriteEntries(Utf8JsonWriter writer, MapValue map, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("entries");
        foreach (var (key, entry) in map.Entries)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(key);
            Write(writer, entry, options);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ParameterValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new TextValue(json.GetString()!),
        JsonValueKind.True or JsonValueKind.False => new BooleanValue(json.GetBoolean()),
        JsonValueKind.Array => new ListValue([.. json.EnumerateArray().Select(Read)]),
        JsonValueKind.Object when json.TryGetProperty("number", out var number) => new NumberValue(number.GetDouble(), json.GetProperty("unit").GetString()),
        JsonValueKind.Object when json.TryGetProperty("entries", out var entries) =>
            new MapValue([.. entries.EnumerateArray().Select(entry => KeyValuePair.Create(entry[0].GetString()!, Read(entry[1])))]),
        _ => throw new JsonException($"'{json}' is no value of a parameter."),
    };
}
