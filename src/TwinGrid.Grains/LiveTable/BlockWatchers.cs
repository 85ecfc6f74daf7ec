namespace TwinGrid.Grains.LiveTable;

/// <summary>Those who are told before a block changes. Nearly always nobody or one; the writer alone touches it.</summary>
internal sealed class BlockWatchers : IBlockWatcher
{
    private IBlockWatcher[] all = [];

    /// <summary>Whom to tell; null = nobody.</summary>
    public IBlockWatcher? First { get; private set; }

    /// <summary>Tells one more.</summary>
    public void Add(IBlockWatcher watcher) => Set([.. all, watcher]);

    /// <summary>Tells it no more; nothing happens when it was not told.</summary>
    public void Remove(IBlockWatcher watcher) => Set([.. all.Where(other => !ReferenceEquals(other, watcher))]);

    /// <inheritdoc/>
    public void BeforeChange(int block)
    {
        foreach (var watcher in all)
        {
            watcher.BeforeChange(block);
        }
    }

    private void Set(IBlockWatcher[] next)
    {
        all = next;
        First = next.Length switch { 0 => null, 1 => next[0], _ => this };
    }
}
