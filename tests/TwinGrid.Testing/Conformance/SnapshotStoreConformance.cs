using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using Xunit;

namespace TwinGrid.Testing.Conformance;

/// <summary>What every <see cref="ISnapshotStore"/> must do.</summary>
public abstract class SnapshotStoreConformance
{
    private static readonly PartitionKey Partition = new("plant", 0);
    private static readonly Guid History = new("6f1c2b7e-27a5-4c43-9d35-0a5a7a6f4a01");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty store, something that damages one byte of a stored piece, and what to dispose afterwards.</summary>
    protected abstract ValueTask<(ISnapshotStore Store, Func<SnapshotInfo, int, Task> Damage, IAsyncDisposable Owner)> CreateAsync();

    [Fact]
    public async Task CompleteAsync_PiecesWritten_ReadBackInOrder()
    {
        var (store, _, owner) = await CreateAsync();
        await using var _1 = owner;
        await WriteAsync(store, 10, [1, 2, 3], [4], [5, 6]);
        var snapshot = Assert.Single(await store.ListAsync(Partition, Token));
        Assert.Equal((10UL, 3, 6L, History), (snapshot.Index, snapshot.Pieces, snapshot.Bytes, snapshot.HistoryId));
        Assert.Equal([1, 2, 3, 4, 5, 6], await ReadAsync(store, snapshot));
    }

    [Fact]
    public async Task DisposeAsync_WithoutCompletion_LeavesNothing()
    {
        var (store, _, owner) = await CreateAsync();
        await using var _1 = owner;
        await using (var writer = await store.BeginAsync(Partition, History, 5, Token))
        {
            await writer.WriteAsync(new byte[] { 1 }, Token);
        }

        Assert.Empty(await store.ListAsync(Partition, Token));
    }

    [Fact]
    public async Task CompleteAsync_ThirdOne_KeepsTheTwoNewest()
    {
        var (store, _, owner) = await CreateAsync();
        await using var _1 = owner;
        foreach (var index in new ulong[] { 1, 2, 3 })
        {
            await WriteAsync(store, index, [(byte)index]);
        }

        Assert.Equal([3UL, 2UL], (await store.ListAsync(Partition, Token)).Select(s => s.Index));
        Assert.Empty(await store.ListAsync(new PartitionKey("plant", 1), Token));
    }

    [Fact]
    public async Task ReadAsync_DamagedPiece_IsFoundAndTheOneBeforeStillReads()
    {
        var (store, damage, owner) = await CreateAsync();
        await using var _1 = owner;
        await WriteAsync(store, 1, [1, 1]);
        await WriteAsync(store, 2, [2], [3]);
        var newest = (await store.ListAsync(Partition, Token))[0];
        await damage(newest, 1);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(store, newest));
        Assert.Contains("piece 1 of 2 is damaged", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1], await ReadAsync(store, (await store.ListAsync(Partition, Token))[1]));
    }

    private static async Task WriteAsync(ISnapshotStore store, ulong index, params byte[][] pieces)
    {
        await using var writer = await store.BeginAsync(Partition, History, index, Token);
        foreach (var piece in pieces)
        {
            await writer.WriteAsync(piece, Token);
        }

        await writer.CompleteAsync(Token);
    }

    private static async Task<byte[]> ReadAsync(ISnapshotStore store, SnapshotInfo snapshot)
    {
        var bytes = new List<byte>();
        await foreach (var piece in store.ReadAsync(Partition, snapshot, Token))
        {
            bytes.AddRange(piece.Span);
        }

        return [.. bytes];
    }
}
