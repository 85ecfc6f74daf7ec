using System.Text.Json;

namespace TwinGrid.Model.Behaviours;

/// <summary>The canonical form of modules with their settings. The order of modules, connections and parameters is kept: components are made in it.</summary>
internal static class AssemblyForm
{
    /// <summary>Writes the members of an assembly into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, Assembly assembly)
    {
        json.WriteStartArray("parameters");
        foreach (var parameter in assembly.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("unit", parameter.Unit);
            json.WritePropertyName("default");
            WriteValue(json, parameter.Default);
            WriteNumber(json, "min", parameter.Min);
            WriteNumber(json, "max", parameter.Max);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("modules");
        foreach (var module in assembly.Modules)
        {
            json.WriteStartObject();
            json.WriteString("id", module.Id);
            json.WriteString("module", module.Module);
            WriteNumber(json, "version", module.Version);
            WriteSettings(json, "parameters", module.Parameters);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("connections");
        foreach (var connection in assembly.Connections)
        {
            json.WriteStartObject();
            json.WriteString("from", connection.From);
            json.WriteString("to", connection.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("ports");
        foreach (var (name, port) in assembly.Ports)
        {
            json.WriteString(name, port);
        }

        json.WriteEndObject();
    }

    /// <summary>Settings by path.</summary>
    public static void WriteSettings(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, ParameterValue>> settings)
    {
        json.WriteStartObject(name);
        foreach (var (path, value) in settings)
        {
            json.WritePropertyName(path);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    /// <summary>A plain number, text, boolean or list as such; a number with a unit and a mapping, whose entries have an order, as objects.</summary>
    public static void WriteValue(Utf8JsonWriter json, ParameterValue value)
    {
        switch (value)
        {
            case NumberValue { Unit: null } number:
                json.WriteNumberValue(Plain(number.Value));
                break;
            case NumberValue number:
                json.WriteStartObject();
                json.WriteNumber("value", Plain(number.Value));
                json.WriteString("unit", number.Unit);
                json.WriteEndObject();
                break;
            case TextValue text:
                json.WriteStringValue(text.Text);
                break;
            case BooleanValue flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case ListValue list:
                WriteList(json, list);
                break;
            case MapValue map:
                WriteMap(json, map);
                break;
            default:
                throw new ArgumentException($"A parameter value of type {value.GetType().Name}.", nameof(value));
        }
    }

    /// <summary>A number or null.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Plain(number));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteList(Utf8JsonWriter json, ListValue list)
    {
        json.WriteStartArray();
        foreach (var item in list.Items)
        {
            WriteValue(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, MapValue map)
    {
        json.WriteStartObject();
        json.WriteStartArray("map");
        foreach (var (key, value) in map.Entries)
        {
            json.WriteStringValue(key);
            WriteValue(json, value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Negative zero equals zero.</summary>
    private static double Plain(double value) => value == 0 ? 0 : value;
}
