using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Documents of runs as JSON: as they are stored and as they travel between silos.</summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // A half-width may be infinite, an unknown number is NaN.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <exception cref="InvalidDataException">It is not what it should be.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException($"A stored {typeof(T).Name} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"A stored {typeof(T).Name} can't be read: {exception.Message}", exception);
        }
    }
}
