using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Definitions;

/// <summary>ApplyDefinition: reads the documents, tells what would change, and, unless it only validates, puts the plant in force.</summary>
internal sealed class DefinitionApplication(IDefinitionCatalog catalog, IPartitionDirectory directory)
{
    /// <summary>Validates, and applies where asked.</summary>
    public async Task<ApplyDefinitionResponse> ApplyAsync(ApplyDefinitionRequest request, string by, CancellationToken cancellationToken)
    {
        var files = DefinitionMapper.Files(request.Files);
        var alone = Read(files);
        var definition = alone.Definition!;
        var before = await catalog.GetAsync(definition.Id, 0, cancellationToken);
        if (request.Etag.Length > 0 && request.Etag != before?.Definition.Hash)
        {
            throw Refusal.EtagMismatch($"plants/{definition.Id}", request.Etag, before?.Definition.Hash);
        }

        var read = before is null ? alone : ReadAfter(files, before.Definition);
        var response = Preview(read, before);
        if (request.ValidateOnly)
        {
            return response;
        }

        var applied = await catalog.ApplyAsync(definition, files, by, request.Etag.Length > 0 ? request.Etag : null, cancellationToken)
            ?? throw Refusal.EtagMismatch($"plants/{definition.Id}", request.Etag, null);
        response.Version = applied.Version.Version;
        response.Unchanged = applied.Unchanged;
        response.Token = TokenOf(definition.Id, applied.CommitIndexes);
        return response;
    }

    /// <summary>Reads the documents of one plant.</summary>
    /// <exception cref="RefusalException">INVALID_DEFINITION with every finding.</exception>
    public static DefinitionResult Read(IReadOnlyList<DefinitionFile> files)
    {
        var read = DefinitionReader.Read([.. files.Select(file => (file.Path, file.Content))]);
        return read.IsUsable ? read : throw DefinitionMapper.Refuse(read.Diagnostics);
    }

    // Read again beside the version in force: what may not follow it is told with its place in the documents.
    private static DefinitionResult ReadAfter(IReadOnlyList<DefinitionFile> files, PlantDefinition before)
    {
        var read = DefinitionReader.Read([.. files.Select(file => (file.Path, file.Content))], before);
        return read.IsUsable ? read : throw DefinitionMapper.RefuseAfter(before.Id, read.Diagnostics);
    }

    private static ApplyDefinitionResponse Preview(DefinitionResult read, DefinitionVersion? before)
    {
        var definition = read.Definition!;
        var isUnchanged = before is { IsRetired: false } && before.Definition.Hash == definition.Hash;
        var response = new ApplyDefinitionResponse
        {
            Plant = definition.Id,
            Hash = definition.Hash,
            Unchanged = isUnchanged,
            Version = isUnchanged ? before!.Version : (before?.Version ?? 0) + 1,
        };
        if (!isUnchanged)
        {
            response.Changes.AddRange(DefinitionDiff.Between(before?.Definition, definition).Select(DefinitionMapper.Map));
        }

        response.Diagnostics.AddRange(read.Diagnostics.Select(DefinitionMapper.Map));
        return response;
    }

    private string TokenOf(string plant, IReadOnlyDictionary<int, ulong> indexes)
    {
        var marks = new List<KeyValuePair<PartitionKey, ReadToken.Mark>>(indexes.Count);
        foreach (var (number, index) in indexes)
        {
            var key = new PartitionKey(plant, number);
            if (directory.TryGet(key, out var partition))
            {
                marks.Add(new(key, new ReadToken.Mark(partition.HistoryId, index)));
            }
        }

        return ReadToken.Encode(marks);
    }
}
