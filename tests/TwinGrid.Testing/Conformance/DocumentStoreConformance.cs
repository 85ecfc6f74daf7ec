using System.Text;
using TwinGrid.Contracts.Storage;
using Xunit;

namespace TwinGrid.Testing.Conformance;

/// <summary>What every <see cref="IDocumentStore"/> must do.</summary>
public abstract class DocumentStoreConformance
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty store, and what to dispose afterwards.</summary>
    protected abstract ValueTask<(IDocumentStore Store, IAsyncDisposable Owner)> CreateAsync();

    [Fact]
    public async Task GetAsync_Missing_IsNull()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        Assert.Null(await store.GetAsync("c", "k", Token));
    }

    [Fact]
    public async Task PutAsync_RevisionHolds_RaisesIt()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        Assert.Equal(1, await store.PutAsync("c", "k", Bytes("one"), 0, Token));
        Assert.Equal(2, await store.PutAsync("c", "k", Bytes("two"), 1, Token));
        Assert.Equal(3, await store.PutAsync("c", "k", Bytes("three"), null, Token));
        var found = await store.GetAsync("c", "k", Token);
        Assert.Equal((3, "three"), (found!.Revision, Encoding.UTF8.GetString(found.Content.Span)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task PutAsync_RevisionDoesNotHold_ChangesNothing(long expected)
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        await store.PutAsync("c", "k", Bytes("one"), 0, Token);
        Assert.Null(await store.PutAsync("c", "k", Bytes("two"), expected, Token));
        Assert.Equal(1, (await store.GetAsync("c", "k", Token))!.Revision);
    }

    [Fact]
    public async Task PutAsync_ManyAtOnceExpectingTheSameRevision_OneWins()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => store.PutAsync("c", "k", Bytes($"{i}"), 0, Token).AsTask()));
        Assert.Single(outcomes, outcome => outcome is not null);
    }

    [Fact]
    public async Task DeleteAsync_RevisionDoesNotHold_KeepsIt()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        await store.PutAsync("c", "k", Bytes("one"), 0, Token);
        Assert.False(await store.DeleteAsync("c", "k", 7, Token));
        Assert.True(await store.DeleteAsync("c", "k", 1, Token));
        Assert.False(await store.DeleteAsync("c", "k", null, Token));
    }

    [Fact]
    public async Task ListAsync_AfterAKey_GoesOnInOrdinalOrder()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        foreach (var key in new[] { "b", "a", "C", "d" })
        {
            await store.PutAsync("c", key, Bytes(key), 0, Token);
        }

        await store.PutAsync("other", "x", Bytes("x"), 0, Token);
        Assert.Equal(["C", "a"], (await store.ListAsync("c", null, 2, Token)).Select(d => d.Key));
        Assert.Equal(["b", "d"], (await store.ListAsync("c", "a", 10, Token)).Select(d => d.Key));
    }

    [Fact]
    public async Task PutAsync_KeyTooLong_IsRefusedNamingTheLength()
    {
        var (store, owner) = await CreateAsync();
        await using var _ = owner;
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await store.PutAsync("c", new string('k', 513), Bytes("x"), null, Token));
        Assert.Contains("513", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
