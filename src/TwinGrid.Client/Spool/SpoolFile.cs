namespace TwinGrid.Client.Spool;

/// <summary>A file that records are appended to, synced as the options say.</summary>
internal sealed class SpoolFile : IDisposable
{
    private readonly FileStream stream;
    private readonly SpoolOptions options;
    private readonly TimeProvider clock;
    private long lastSync;

    /// <summary>Opens the file; what follows its last whole record is cut off.</summary>
    public SpoolFile(string path, long end, SpoolOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0);
        stream.SetLength(end);
        stream.Position = end;
        lastSync = clock.GetTimestamp();
    }

    public long Length => stream.Position;

    /// <summary>Appends a record and syncs it if it is due. Returns the offset of its payload. A record that could not be written whole is taken back.</summary>
    public long Append(byte[] record, bool force = false)
    {
        var start = stream.Position;
        try
        {
            stream.Write(record);
            if (force || options.Sync == SpoolSync.EveryBatch || (options.Sync == SpoolSync.Interval && clock.GetElapsedTime(lastSync) >= options.SyncInterval))
            {
                Sync();
            }
        }
        catch (IOException)
        {
            stream.SetLength(start);
            stream.Position = start;
            throw;
        }

        return start + SpoolRecord.HeaderBytes;
    }

    public void Sync()
    {
        stream.Flush(flushToDisk: true);
        lastSync = clock.GetTimestamp();
    }

    public void Dispose()
    {
        if (options.Sync != SpoolSync.Never)
        {
            Sync();
        }

        stream.Dispose();
    }
}
