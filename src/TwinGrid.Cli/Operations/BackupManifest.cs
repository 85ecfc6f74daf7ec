using System.Text.Json;
using System.Text.Json.Serialization;
using TwinGrid.Cli.Shell;

namespace TwinGrid.Cli.Operations;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Path with forward slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its content, hex.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>What a backup says it holds; other members of the document are the store's own.</summary>
internal sealed record BackupManifest
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    [JsonRequired]
    public required IReadOnlyList<BackupFile> Files { get; init; }

    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new CliException($"{folder} is no backup: it has no {FileName}.");
        }

        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(path), Json) ?? throw new CliException($"{path} is empty.");
        }
        catch (JsonException error)
        {
            throw new CliException($"{path} is damaged: {error.Message}");
        }
    }
}
