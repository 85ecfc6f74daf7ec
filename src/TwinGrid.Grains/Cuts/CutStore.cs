using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Cuts;

namespace TwinGrid.Grains.Cuts;

/// <summary>Cuts as compressed documents.</summary>
internal sealed class CutStore(IDocumentStore documents) : ICutStore
{
    private const string Collection = "cuts";
    private const int MaxStoredBytes = 64 << 20;

    /// <inheritdoc/>
    public async ValueTask<string> PutAsync(PlantCut cut, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cut);
        var bytes = CutEncoding.Write(cut);
        var packed = CutPacking.Pack(bytes);
        if (packed.Length > MaxStoredBytes)
        {
            throw new ArgumentException($"The cut takes {packed.Length >> 20} MiB compressed; at most {MaxStoredBytes >> 20} MiB: ask for fewer lines.", nameof(cut));
        }

        var hash = CutEncoding.Hash(bytes);
        await documents.PutAsync(Collection, KeyOf(cut.Plant, hash), packed, ifRevision: null, cancellationToken);
        return hash;
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string plant, string hash, CancellationToken cancellationToken)
    {
        if (await documents.GetAsync(Collection, KeyOf(plant, hash), cancellationToken) is not { } document)
        {
            return null;
        }

        var bytes = CutPacking.Unpack(document.Content.Span);
        var found = CutEncoding.Hash(bytes);
        return found == hash ? bytes : throw new InvalidDataException($"The cut {hash} of plant '{plant}' is damaged: what is stored has the hash {found}.");
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(string plant, string hash, CancellationToken cancellationToken) =>
        await documents.DeleteAsync(Collection, KeyOf(plant, hash), ifRevision: null, cancellationToken);

    private static string KeyOf(string plant, string hash) => $"{plant}/{hash}";
}
