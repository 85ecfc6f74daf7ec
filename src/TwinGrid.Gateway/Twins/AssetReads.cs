using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Metering;
using TwinGrid.Gateway.Tokens;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>GetAsset, BatchGetAssets and ListAssets: straight from the live tables of this process; no grain is activated.</summary>
internal sealed class AssetReads(Locator locator, ReadGate gate, AssetMapper mapper, ITwinQueries queries, GatewayMetrics metrics)
{
    /// <summary>Most names of a BatchGetAssets.</summary>
    public const int MaxBatch = 1_000;

    // About 100 bytes a signal.
    private const int MaxSignalsPerPage = 32_000;

    // A read copies its slot and maps it without a wait in between, so one view a thread is enough.
    [ThreadStatic]
    private static AssetView? scratch;

    /// <summary>One asset. Completes at once unless its terms make it wait.</summary>
    public Task<Asset> GetAsync(GetAssetRequest request, CancellationToken cancellationToken)
    {
        var terms = ReadTerms.From(request.Read);
        var finding = locator.FindAssetAsync(request.Name, "name", cancellationToken);
        if (terms.AtLeast is not null || terms.IsDurable || !finding.IsCompletedSuccessfully)
        {
            return GetWaitingAsync(finding, request, terms, cancellationToken);
        }

        var place = finding.GetAwaiter().GetResult();
        return Task.FromResult(Read(place, request.Name, SignalSelection.From(request.Signals), isOne: true, out _));
    }

    /// <summary>Several assets, in the order asked.</summary>
    public async Task<BatchGetAssetsResponse> BatchGetAsync(BatchGetAssetsRequest request, CancellationToken cancellationToken)
    {
        if (request.Names.Count is 0 or > MaxBatch)
        {
            throw Refusal.InvalidArgument("names", $"{request.Names.Count} names; give 1 to {MaxBatch}.");
        }

        var terms = ReadTerms.From(request.Read);
        var selection = SignalSelection.From(request.Signals);
        var places = new AssetPlace[request.Names.Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = await locator.FindAssetAsync(request.Names[i], $"names[{i}]", cancellationToken);
        }

        IReadOnlyList<IPartition> partitions = [.. places.Select(place => place.Partition).Distinct()];
        await gate.EnterAsync(partitions, terms, cancellationToken);
        var response = new BatchGetAssetsResponse();
        response.Assets.Capacity = places.Length;
        for (var i = 0; i < places.Length; i++)
        {
            response.Assets.Add(Read(places[i], request.Names[i], selection, isOne: false, out _));
        }

        metrics.AssetsRead(response.Assets.Count);
        response.Position = ReadPositions.Of(partitions);
        await gate.LeaveAllAsync(partitions, terms, cancellationToken);
        return response;
    }

    /// <summary>A page of the assets that match.</summary>
    public async Task<ListAssetsResponse> ListAsync(ListAssetsRequest request, CancellationToken cancellationToken)
    {
        var terms = ReadTerms.From(request.Read);
        var selection = SignalSelection.From(request.Signals);
        var partitions = await locator.FindBelowAsync(request.Parent, "parent", cancellationToken);
        var pageSize = Math.Min(PageSize.From(request.PageSize), MostPerPage(partitions, selection));
        await gate.EnterAsync(partitions, terms, cancellationToken);
        var query = new AssetQuery(Parents.Canonical(request.Parent), request.Filter, request.OrderBy);
        var page = await queries.ListAsync(query, pageSize, request.PageToken.Length == 0 ? null : request.PageToken, cancellationToken);
        var now = mapper.NowNs;
        var response = new ListAssetsResponse { NextPageToken = page.NextPageToken ?? "" };
        response.Assets.Capacity = page.Assets.Count;
        foreach (var view in page.Assets)
        {
            response.Assets.Add(AssetMapper.Map(view, selection, now));
        }

        metrics.AssetsRead(response.Assets.Count);
        response.Position = ReadPositions.Of(partitions);
        await gate.LeaveAllAsync(partitions, terms, cancellationToken);
        return response;
    }

    /// <summary>Reads an asset that was found.</summary>
    /// <param name="place">Where.</param>
    /// <param name="asked">Name in the request, for errors.</param>
    /// <param name="selection">Signals wanted.</param>
    /// <param name="isOne">Answer of its own: carries its position, and a signal that it lacks is an error.</param>
    /// <param name="index">Commit index that the answer reflects.</param>
    public Asset Read(AssetPlace place, string asked, SignalSelection selection, bool isOne, out ulong index)
    {
        var view = scratch ??= new AssetView();
        var applied = place.Partition.AppliedIndex;
        if (!place.Partition.TryRead(place.Slot, view))
        {
            throw Refusal.NotFound("asset", asked);
        }

        var asset = AssetMapper.Map(view, selection, mapper.NowNs);
        index = Math.Max(applied, view.Revision);
        if (isOne)
        {
            selection.RequireIn(view.Info);
            asset.Position = ReadPositions.Of(place.Partition, index);
            metrics.AssetsRead(1);
        }

        return asset;
    }

    private async Task<Asset> GetWaitingAsync(ValueTask<AssetPlace> finding, GetAssetRequest request, ReadTerms terms, CancellationToken cancellationToken)
    {
        var place = await finding;
        await gate.EnterAsync(place.Partition, terms, cancellationToken);
        var asset = Read(place, request.Name, SignalSelection.From(request.Signals), isOne: true, out var index);
        await gate.LeaveAsync(place.Partition, index, terms, cancellationToken);
        return asset;
    }

    // A page of assets with very many signals would outgrow the 4 MiB that gRPC clients take: it gets fewer assets instead (AIP-158 allows it).
    private static int MostPerPage(IReadOnlyList<IPartition> partitions, SignalSelection selection)
    {
        var signals = 1;
        foreach (var partition in partitions)
        {
            foreach (var type in partition.Definition?.Types.Values ?? [])
            {
                signals = Math.Max(signals, selection.MostOf(type.Signals.Length));
            }
        }

        return Math.Max(1, MaxSignalsPerPage / signals);
    }
}
