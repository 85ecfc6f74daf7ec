namespace TwinGrid.Grains.LiveTable;

/// <summary>Is told before a block changes for the first time since it asked: a running snapshot copies the block then.</summary>
internal interface IBlockWatcher
{
    /// <summary>The writer is about to change the block.</summary>
    void BeforeChange(int block);
}
