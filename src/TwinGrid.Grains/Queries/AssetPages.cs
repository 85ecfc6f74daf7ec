using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Queries;

/// <summary>Pages of assets: from the name index where that is the order, by bounded selection otherwise.</summary>
internal sealed class AssetPages(QueryScope scope, AssetFilter filter, AssetOrder order, ulong queryHash)
{
    /// <summary>Assets looked at in one go: then others get the thread, and a caller that is gone is noticed.</summary>
    private const int Stride = 16_384;

    /// <summary>A page in the order of names.</summary>
    public async ValueTask<AssetPage> ByNameAsync(int size, SortKey[]? after, long nowNs, CancellationToken cancellationToken)
    {
        var scan = new NameScan(scope, after?[0].Text);
        var page = new List<AssetView>(Math.Min(size, 128));
        var view = new AssetView();
        for (var looked = 1; scan.Next() is var (partition, info); looked++)
        {
            if (looked % Stride == 0)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!scope.Contains(info) || !MatchesInfo(info, out var predicate) || !partition.TryRead(info.Slot, view)
                || (predicate.NeedsView && !predicate.Test(view.Info, view, nowNs)))
            {
                continue;
            }

            // A retired asset and its successor may share a name; a page never ends between them.
            if (page.Count >= size && info.Name != page[^1].Info.Name)
            {
                return new AssetPage(page, PageToken.Write(queryHash, [new SortKey(page[^1].Info.Name)]));
            }

            page.Add(view);
            view = new AssetView();
        }

        return new AssetPage(page, null);
    }

    /// <summary>A page in any order: looks at every asset, keeps a page.</summary>
    public async ValueTask<AssetPage> ByKeysAsync(int size, SortKey[]? after, long nowNs, CancellationToken cancellationToken)
    {
        var top = new TopSelection<AssetView>(size + 1, order, after);
        var keys = new SortKey[order.KeyCount];
        var view = new AssetView();
        foreach (var partition in scope.Partitions)
        {
            for (var slot = 0; slot < partition.SlotCount; slot++)
            {
                if (slot % Stride == Stride - 1)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (partition.GetAssetInfo(slot) is not { } info || !scope.Contains(info) || !MatchesInfo(info, out var predicate)
                    || !partition.TryRead(slot, view) || (predicate.NeedsView && !predicate.Test(view.Info, view, nowNs)))
                {
                    continue;
                }

                order.KeysOf(view.Info, view, keys);
                if (top.Wants(keys))
                {
                    top.Add(view, keys);
                    keys = new SortKey[order.KeyCount];
                    view = new AssetView();
                }
            }
        }

        var best = top.Take();
        var token = best.Count > size ? PageToken.Write(queryHash, best[size - 1].Keys) : null;
        return new AssetPage([.. best.Take(size).Select(pair => pair.Item)], token);
    }

    /// <summary>What metadata alone tells; the predicate is still to be asked when it needs the view.</summary>
    private bool MatchesInfo(AssetInfo info, out Predicate predicate)
    {
        predicate = filter.For(info.Type);
        return filter.CanMatch(info) && (predicate.NeedsView || predicate.Test(info, null, 0));
    }
}
