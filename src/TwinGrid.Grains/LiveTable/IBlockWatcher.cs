namespace TwinGrid.Grains.LiveTable;

/// <summary>Is told before a block changes for the first time since it asked: a running snapshot or cut copies the block then.</summary>
internal interface IBlockWatcher
{
    /// <summary>The writer is about to change the block, or anything else of the assets in it that samples change.</summary>
    void BeforeChange(int block);
}
