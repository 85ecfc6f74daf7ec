using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Queries;

/// <summary>Queries over the partitions that this process owns: plain reads of the live tables, no grain and no lock.</summary>
internal sealed class TwinQueries(IPartitionDirectory directory, PlantFiguresSource figures, TimeProvider clock) : ITwinQueries
{
    /// <summary>Items of a page when none are asked for.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>Items of a page at the most.</summary>
    public const int MaxPageSize = 1_000;

    /// <inheritdoc/>
    public async ValueTask<AssetPage> ListAsync(AssetQuery query, int pageSize, string? pageToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var scope = QueryScope.Of(query.Parent, directory, allowsAsset: false);
        var types = scope.Types;
        var filter = AssetFilter.Compile(query.Filter, types);
        var order = AssetOrder.Parse(query.OrderBy, types);
        var hash = PageToken.HashOf("assets", query.Parent, query.Filter, query.OrderBy);
        var after = PageToken.Read(pageToken, hash, order.IsByName ? 1 : order.KeyCount);
        var pages = new AssetPages(scope, filter, order, hash);
        var size = SizeOf(pageSize);
        var now = Nanoseconds.Now(clock);
        return order.IsByName
            ? await pages.ByNameAsync(size, after, now, cancellationToken)
            : await pages.ByKeysAsync(size, after, now, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<AlarmPage> ListAlarmsAsync(AlarmQuery query, int pageSize, string? pageToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var scope = QueryScope.Of(query.Parent, directory, allowsAsset: true);
        return ValueTask.FromResult(AlarmPages.Read(scope, query, SizeOf(pageSize), pageToken, cancellationToken));
    }

    /// <inheritdoc/>
    public PlantFigures? GetFigures(string plant) => figures.Get(plant);

    private static int SizeOf(int asked) => asked <= 0 ? DefaultPageSize : Math.Min(asked, MaxPageSize);
}
