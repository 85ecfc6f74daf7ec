using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwinGrid.Simulation.Experiments.Records;

/// <summary>Records as JSON, the form in which they are handed on. Numbers keep their bits; what a replication did not observe is "NaN".</summary>
public static class RunRecordJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The record in UTF-8, on one line.</summary>
    public static byte[] Write(RunRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Options);

    /// <summary>Reads a record.</summary>
    /// <param name="utf8">What <see cref="Write"/> gave.</param>
    /// <exception cref="InvalidDataException">It is no record, or one with something missing.</exception>
    public static RunRecord Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(utf8, Options) ?? throw new InvalidDataException("It is no record of a run.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"It is no record of a run: {wrong.Message}", wrong);
        }
    }
}
