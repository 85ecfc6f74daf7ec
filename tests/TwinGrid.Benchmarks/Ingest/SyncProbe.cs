using System.Diagnostics;

namespace TwinGrid.Benchmarks.Ingest;

/// <summary>How long this disk takes for a data sync of 4 KiB in a file that was written before.</summary>
internal static class SyncProbe
{
    private const int Writes = 100;
    private const int Block = 4096;

    public static double MedianMilliseconds()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("twingrid-sync-").FullName, "probe");
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None))
        {
            var block = new byte[Block];
            for (var i = 0; i < Writes; i++)
            {
                RandomAccess.Write(file, block, (long)i * Block);
            }

            RandomAccess.FlushToDisk(file);
            var times = new double[Writes];
            for (var i = 0; i < Writes; i++)
            {
                var start = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, (long)i * Block);
                RandomAccess.FlushToDisk(file);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            Array.Sort(times);
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            return times[Writes / 2];
        }
    }
}
