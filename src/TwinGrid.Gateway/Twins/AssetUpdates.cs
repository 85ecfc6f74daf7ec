using System.Globalization;
using System.IO.Hashing;
using Google.Protobuf;
using TwinGrid.Contracts.Twins;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Requests;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>UpdateAsset: the metadata that people keep, with a field mask (AIP-134), an etag (AIP-154) and a request id (AIP-155).</summary>
internal sealed class AssetUpdates(Locator locator, AssetReads reads, RequestWindow<Asset> requests)
{
    private const int MaxDisplayName = 256;
    private const int MaxLabels = 64;
    private const int MaxLabelValue = 1_024;

    /// <summary>Changes the fields of the mask and answers with the asset as it is then.</summary>
    public Task<Asset> UpdateAsync(UpdateAssetRequest request, string by, CancellationToken cancellationToken)
    {
        if (request.Asset is null)
        {
            throw Refusal.InvalidArgument("asset", "is missing.");
        }

        return requests.RunOnce(by, request.RequestId, XxHash3.HashToUInt64(request.ToByteArray()), () => ApplyAsync(request, cancellationToken));
    }

    private async Task<Asset> ApplyAsync(UpdateAssetRequest request, CancellationToken cancellationToken)
    {
        var place = await locator.FindAssetAsync(request.Asset.Name, "asset.name", cancellationToken);
        var info = place.Partition.GetAssetInfo(place.Slot) ?? throw Refusal.NotFound("asset", request.Asset.Name);
        var update = Read(request, info);
        var updated = await place.Partition.UpdateMetadataAsync(place.Slot, update, cancellationToken);
        if (updated is null)
        {
            var now = place.Partition.GetAssetInfo(place.Slot);
            throw Refusal.EtagMismatch(info.Name, request.Asset.Etag, now is null ? null : AssetMapper.EtagOf(now));
        }

        await place.Partition.WaitForAppliedAsync(updated.MetadataRevision, cancellationToken);
        var asset = reads.Read(place, request.Asset.Name, default, isOne: true, out var index);
        asset.Position = ReadPositions.Of(place.Partition, Math.Max(index, updated.MetadataRevision));
        return asset;
    }

    private static MetadataUpdate Read(UpdateAssetRequest request, AssetInfo info)
    {
        var paths = request.UpdateMask?.Paths ?? [];
        var all = paths.Count == 0 || paths.Contains("*");
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i] is not ("*" or "display_name" or "labels"))
            {
                throw Refusal.InvalidArgument($"update_mask.paths[{i}]", $"'{paths[i]}' can't be changed; only display_name and labels can.");
            }
        }

        var displayName = all || paths.Contains("display_name") ? CheckDisplayName(request.Asset.DisplayName, info) : null;
        var labels = all || paths.Contains("labels") ? CheckLabels(request.Asset.Labels) : null;
        return new MetadataUpdate(displayName, labels, ReadEtag(request.Asset.Etag, info));
    }

    // An empty name takes the asset back to its id, the name that it has without one.
    private static string CheckDisplayName(string name, AssetInfo info) =>
        name.Length > MaxDisplayName ? throw Refusal.InvalidArgument("asset.display_name", $"{name.Length} characters; at most {MaxDisplayName}.")
        : name.Length == 0 ? info.Id
        : name;

    private static Dictionary<string, string> CheckLabels(IReadOnlyCollection<KeyValuePair<string, string>> labels)
    {
        if (labels.Count > MaxLabels)
        {
            throw Refusal.InvalidArgument("asset.labels", $"{labels.Count} labels; at most {MaxLabels}.");
        }

        foreach (var (key, value) in labels)
        {
            if (!Identifier.IsValid(key))
            {
                throw Refusal.InvalidArgument("asset.labels", $"'{key}' is no label key: {Identifier.Rule}.");
            }

            if (value.Length > MaxLabelValue)
            {
                throw Refusal.InvalidArgument($"asset.labels[{key}]", $"{value.Length} characters; at most {MaxLabelValue}.");
            }
        }

        return new Dictionary<string, string>(labels, StringComparer.Ordinal);
    }

    private static ulong? ReadEtag(string etag, AssetInfo info) =>
        etag.Length == 0 ? null
        : ulong.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision
        : throw Refusal.EtagMismatch(info.Name, etag, AssetMapper.EtagOf(info));
}
