using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Contracts.Watches;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Grains.Watches;
using Xunit;

namespace TwinGrid.Grains.Tests.Watches;

/// <summary>A hub that looks when the test says so.</summary>
internal sealed class WatchRig(params IPartition[] partitions)
{
    // Long enough for a loaded machine; only a watch that hangs waits for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public EventsInMemory Events { get; } = new();

    public WatchOptions Options { get; init; } = new() { MaxChanges = 5, MaxEventsBehind = 20 };

    public TestDirectory Directory { get; } = new(partitions);

    public WatchHub Hub => field ??= new WatchHub(Directory, Events, TimeProvider.System, Options, NullLogger<WatchHub>.Instance);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IAsyncEnumerator<AssetChanges> Watch(string filter = "", params string[] signals) =>
        Hub.WatchAssetsAsync(new AssetWatch(new AssetQuery("plants/p", filter), signals, TimeSpan.FromTicks(1)), Token).GetAsyncEnumerator(Token);

    public static async Task<T> Next<T>(IAsyncEnumerator<T> watch)
    {
        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Patience, Token));
        return watch.Current;
    }

    /// <summary>Reads the first picture to its end.</summary>
    public static async Task<List<AssetChange>> Picture(IAsyncEnumerator<AssetChanges> watch)
    {
        var changes = new List<AssetChange>();
        while (true)
        {
            var next = await Next(watch);
            Assert.True(next.IsInitial);
            changes.AddRange(next.Changes);
            if (next.IsSynced)
            {
                return changes;
            }
        }
    }

    public async Task<AssetChanges> NextAfterLook(IAsyncEnumerator<AssetChanges> watch)
    {
        await Hub.LookAsync(Token);
        return await Next(watch);
    }
}
