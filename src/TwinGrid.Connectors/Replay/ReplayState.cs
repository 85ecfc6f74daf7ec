using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace TwinGrid.Connectors.Replay;

/// <summary>
/// What a replay remembers between runs: its epoch, what its input was, and how far everything is acked. The numbers of its batches are a
/// function of the input and the block rule, so this is all that a resume needs.
/// </summary>
internal sealed class ReplayState : IDisposable
{
    private const string FileName = "replay.json";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly string? directory;
    private readonly FileStream? ownership;

    private ReplayState(string? directory, FileStream? ownership, ReplayRecord record)
    {
        this.directory = directory;
        this.ownership = ownership;
        Record = record;
    }

    public ReplayRecord Record { get; private set; }

    /// <summary>Takes the directory and reads what it holds for this input; begins anew where it is empty.</summary>
    /// <exception cref="ReplayStateException">Another process uses it, or it belongs to another input.</exception>
    public static ReplayState Open(ReplayOptions options, ReplayMap map, IReadOnlyList<string> files, ulong newEpoch)
    {
        var fresh = new ReplayRecord
        {
            Plant = options.Plant,
            Producer = options.Producer,
            Epoch = newEpoch,
            Map = Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(map.Canonical))),
            Rule = BlockRule.For(map.Columns.Count, options.Speed),
            Files = options.StateDirectory is null ? [] : [.. files.Select(Fingerprint)],
        };
        if (options.StateDirectory is not { } directory)
        {
            return new ReplayState(null, null, fresh);
        }

        Directory.CreateDirectory(directory);
        var ownership = Own(directory);
        try
        {
            var path = Path.Combine(directory, FileName);
            var state = new ReplayState(directory, ownership, File.Exists(path) ? Continue(path, fresh) : fresh);
            state.Save();
            return state;
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Notes that everything up to a place is acked.</summary>
    public void Save(ReplayCheckpoint checkpoint)
    {
        Record = Record with { Checkpoint = checkpoint };
        Save();
    }

    public void Dispose() => ownership?.Dispose();

    private void Save()
    {
        if (directory is null)
        {
            return;
        }

        var path = Path.Combine(directory, FileName);
        var next = path + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, Record, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static FileStream Own(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new ReplayStateException($"The state directory {directory} is used by another replay: {error.Message}");
        }
    }

    private static ReplayRecord Continue(string path, ReplayRecord input)
    {
        ReplayRecord known;
        try
        {
            known = JsonSerializer.Deserialize<ReplayRecord>(File.ReadAllText(path), Json) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException error)
        {
            throw new ReplayStateException($"{path} is damaged: {error.Message} Give another state directory to replay as a new epoch.");
        }

        var reason = known.Plant != input.Plant || known.Producer != input.Producer ? $"plant {known.Plant}, producer {known.Producer}"
            : known.Map != input.Map ? "another map"
            : known.Files.Zip(input.Files).FirstOrDefault(pair => pair.First.Hash != pair.Second.Hash) is { First: { } file } ? $"another file in the place of {file.Name}"
            : known.Files.Count > input.Files.Count ? $"{known.Files.Count} files, not {input.Files.Count}"
            : null;
        return reason is null
            ? known with { Files = input.Files }
            : throw new ReplayStateException($"{path} is the state of {reason}. Resuming would give other samples the numbers of those already sent; give another state directory.");
    }

    private static ReplayFile Fingerprint(string path)
    {
        using var file = File.OpenRead(path);
        var hash = new XxHash128();
        hash.Append(file);
        return new ReplayFile(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }
}

/// <summary>The state file's content.</summary>
internal sealed record ReplayRecord
{
    public int Format { get; init; } = 1;

    public required string Plant { get; init; }

    public required string Producer { get; init; }

    public required ulong Epoch { get; init; }

    public required string Map { get; init; }

    public required BlockRule Rule { get; init; }

    public required IReadOnlyList<ReplayFile> Files { get; init; }

    public ReplayCheckpoint Checkpoint { get; init; } = ReplayCheckpoint.Start;
}

/// <summary>A file of the input.</summary>
internal sealed record ReplayFile(string Name, long Bytes, string Hash);

/// <summary>Everything before this place is acked.</summary>
/// <param name="File">Index of the file.</param>
/// <param name="Blocks">Blocks of it.</param>
/// <param name="NextSeqs">The next seq of each partition.</param>
internal sealed record ReplayCheckpoint(int File, long Blocks, IReadOnlyDictionary<uint, ulong> NextSeqs)
{
    public static readonly ReplayCheckpoint Start = new(0, 0, new Dictionary<uint, ulong>());
}
