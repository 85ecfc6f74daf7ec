using System.Globalization;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;

namespace TwinGrid.Storage.Embedded.LogCommit;

/// <summary>
/// Files for the next segments: written with zeros ahead of need, in the background, and used again when their segment is released. Thread safe.
/// </summary>
internal sealed class SegmentPool(ILogFileSystem files, EmbeddedLogOptions options, int firstFreeNumber) : IDisposable
{
    // Kept for reuse; more are deleted, so that a burst does not hold the disk for ever.
    private const int MaxReady = 3;

    private readonly Lock making = new();
    private readonly Queue<ILogFile> ready = [];
    private readonly Queue<ILogFile> used = [];
    private int nextNumber = firstFreeNumber;
    private int preparing;
    private bool disposed;

    /// <summary>A file that is ready; null when there is none at the moment.</summary>
    public ILogFile? TryTake()
    {
        lock (ready)
        {
            return ready.TryDequeue(out var file) ? file : null;
        }
    }

    /// <summary>A file that is ready, made now if there is none.</summary>
    /// <exception cref="IOException">No room on the disk, or it failed.</exception>
    public ILogFile Take()
    {
        lock (making)
        {
            return TryTake() ?? Make();
        }
    }

    /// <summary>Gives files back whose segments are released, durably.</summary>
    public void Return(ILogFile file)
    {
        lock (ready)
        {
            used.Enqueue(file);
        }
    }

    /// <summary>Makes one file ready in the background, if none is.</summary>
    public void PrepareAhead()
    {
        if (Interlocked.Exchange(ref preparing, 1) == 0)
        {
            _ = Task.Run(Prepare);
        }
    }

    /// <summary>Makes one file ready, if none is. A failure shows when a file is needed and can't be made then either.</summary>
    public void Prepare()
    {
        try
        {
            lock (making)
            {
                if (!disposed && IsWanted())
                {
                    var file = Make();
                    lock (ready)
                    {
                        ready.Enqueue(file);
                    }
                }
            }
        }
        catch (IOException)
        {
            // Room may be found before the file is needed; if not, Take reports it to those who wait.
        }
        finally
        {
            Volatile.Write(ref preparing, 0);
        }
    }

    public void Dispose()
    {
        lock (making)
        {
            disposed = true;
            foreach (var file in ready.Concat(used))
            {
                file.Dispose();
            }

            ready.Clear();
            used.Clear();
        }
    }

    private bool IsWanted()
    {
        lock (ready)
        {
            return ready.Count == 0;
        }
    }

    private ILogFile Make()
    {
        ILogFile? file;
        lock (ready)
        {
            used.TryDequeue(out file);
            while (used.Count > MaxReady)
            {
                using var extra = used.Dequeue();
                files.Delete(extra.Name);
            }
        }

        var needed = options.SegmentBytes - (file?.Length ?? 0);
        if (needed > 0 && files.FreeBytes is var free && free < needed + options.ReserveBytes)
        {
            if (file is not null)
            {
                Return(file);
            }

            throw new IOException(
                $"Disk full: a log segment needs {needed} bytes and {options.ReserveBytes} bytes stay free, but only {free} bytes are.");
        }

        if (file is null)
        {
            return files.Create(string.Create(CultureInfo.InvariantCulture, $"{nextNumber++:D8}.seg"), options.SegmentBytes);
        }

        try
        {
            file.Extend(options.SegmentBytes);
            return file;
        }
        catch (IOException)
        {
            file.Dispose();
            throw;
        }
    }
}
