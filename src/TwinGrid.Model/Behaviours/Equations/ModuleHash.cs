using System.Text.Json;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>One number for what a module's document says: keys sorted, without comments, quotes, layout, and the words for people.</summary>
internal static class ModuleHash
{
    /// <summary>SHA-256, 64 lower-case hex digits.</summary>
    public static string Of(Document document)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(document.Name);
            Write(json, document.Spec.Node, 0);
            json.WriteEndArray();
        }

        return CanonicalForm.HashOf(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, YamlNode node, int depth)
    {
        switch (node)
        {
            case YamlScalar scalar:
                json.WriteStringValue(scalar.Value);
                break;
            case YamlSequence sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(json, item, depth);
                }

                json.WriteEndArray();
                break;
            case YamlMapping mapping:
                json.WriteStartObject();
                foreach (var (key, value) in mapping.Entries.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
                {
                    // Deeper down these are names of variables.
                    if (depth > 1 || key.Value is not ("summary" or "source"))
                    {
                        json.WritePropertyName(key.Value);
                        Write(json, value, depth + 1);
                    }
                }

                json.WriteEndObject();
                break;
        }
    }
}
