using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Records;

/// <summary>
/// A validated definition as text for the log, and back. Not the YAML: a later server may check documents more strictly, yet must fold what an
/// earlier one accepted. Members that a version does not know are passed over.
/// </summary>
internal static class DefinitionText
{
    // Nulls are written: where a default is not null, as that of the late window, null means something (unlimited).
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new OrdinalDictionaryConverter(), new ParameterValueConverter() },
    };

    /// <summary>Writes the definition, its hash included.</summary>
    public static string Write(PlantDefinition definition) => JsonSerializer.Serialize(definition, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no definition.</exception>
    public static PlantDefinition Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<PlantDefinition>(text, Options) ?? throw new InvalidDataException("The logged definition is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The logged definition can't be read.", exception);
        }
    }

    /// <summary>Sorted dictionaries keep their ordinal order whatever the culture.</summary>
    private sealed class OrdinalDictionaryConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType
            && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>)
            && typeToConvert.GenericTypeArguments[0] == typeof(string);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GenericTypeArguments[1]))!;
    }

    private sealed class Converter<TValue> : JsonConverter<ImmutableSortedDictionary<string, TValue>>
    {
        public override ImmutableSortedDictionary<string, TValue> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (JsonSerializer.Deserialize<Dictionary<string, TValue>>(ref reader, options) ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal);

        public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, TValue> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, item) in value)
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, item, options);
            }

            writer.WriteEndObject();
        }
    }
}
