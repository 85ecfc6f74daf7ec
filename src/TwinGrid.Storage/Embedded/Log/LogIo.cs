namespace TwinGrid.Storage.Embedded.Log;

/// <summary>How the log writes.</summary>
public enum LogIo : byte
{
    /// <summary>Direct I/O where the file system has it, else plain.</summary>
    Auto = 0,

    /// <summary>Past the page cache, data-synced: the write is durable when it returns.</summary>
    Direct = 1,

    /// <summary>Through the page cache, then a data sync.</summary>
    Plain = 2,

    /// <summary>Through the page cache, no sync: acknowledged data survives a crash of the process only.</summary>
    Unsynced = 3,
}
