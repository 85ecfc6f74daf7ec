using System.Runtime.CompilerServices;
using TwinGrid.V1;

namespace TwinGrid.Client.Queries;

/// <summary>Lists as sequences: pages are fetched as they are read.</summary>
public static class ListQueries
{
    private const int PageSize = 500;

    /// <summary>All plants, by name.</summary>
    public static IAsyncEnumerable<Plant> ListPlantsAsync(this TwinGridClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return PagesAsync(
            async (page, token) => await client.Twins.ListPlantsAsync(new ListPlantsRequest { PageSize = PageSize, PageToken = page }, cancellationToken: token),
            answer => (answer.Plants, answer.NextPageToken),
            cancellationToken);
    }

    /// <summary>All lines of <c>plants/{plant}</c> or <c>plants/-</c>, by name.</summary>
    public static IAsyncEnumerable<Line> ListLinesAsync(this TwinGridClient client, string parent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return PagesAsync(
            async (page, token) => await client.Twins.ListLinesAsync(new ListLinesRequest { Parent = parent, PageSize = PageSize, PageToken = page }, cancellationToken: token),
            answer => (answer.Lines, answer.NextPageToken),
            cancellationToken);
    }

    /// <summary>All assets that the request asks for, in its order. Its page token says where to begin; its page size is the size of one fetch.</summary>
    public static IAsyncEnumerable<Asset> ListAssetsAsync(this TwinGridClient client, ListAssetsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var next = request.Clone();
        return PagesAsync(
            async (page, token) =>
            {
                next.PageToken = page.Length > 0 ? page : request.PageToken;
                return await client.Twins.ListAssetsAsync(next, cancellationToken: token);
            },
            answer => (answer.Assets, answer.NextPageToken),
            cancellationToken);
    }

    /// <summary>All alarms that the request asks for.</summary>
    public static IAsyncEnumerable<Alarm> ListAlarmsAsync(this TwinGridClient client, ListAlarmsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var next = request.Clone();
        return PagesAsync(
            async (page, token) =>
            {
                next.PageToken = page.Length > 0 ? page : request.PageToken;
                return await client.Twins.ListAlarmsAsync(next, cancellationToken: token);
            },
            answer => (answer.Alarms, answer.NextPageToken),
            cancellationToken);
    }

    /// <summary>The newest definition of every plant, or with a plant all its versions; without their files.</summary>
    public static IAsyncEnumerable<Definition> ListDefinitionsAsync(this TwinGridClient client, string plant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return PagesAsync(
            async (page, token) => await client.Definitions.ListDefinitionsAsync(
                new ListDefinitionsRequest { Plant = plant, PageSize = PageSize, PageToken = page }, cancellationToken: token),
            answer => (answer.Definitions, answer.NextPageToken),
            cancellationToken);
    }

    private static async IAsyncEnumerable<T> PagesAsync<TAnswer, T>(
        Func<string, CancellationToken, Task<TAnswer>> fetch, Func<TAnswer, (IReadOnlyList<T> Items, string Next)> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = string.Empty;
        do
        {
            var (items, next) = read(await fetch(page, cancellationToken));
            foreach (var item in items)
            {
                yield return item;
            }

            page = next;
        }
        while (page.Length > 0);
    }
}
