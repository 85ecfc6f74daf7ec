using System.Runtime.InteropServices;

namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// Threads that give way to all others. On Linux the runtime sets no priorities, so the thread makes itself nice: with 19 it has 15 of 1 039 parts of
/// a processor that a usual thread wants too, and all of one that nobody wants.
/// </summary>
internal static partial class BackgroundThread
{
    private const int PrioProcess = 0;
    private const int Nicest = 19;

    /// <summary>Starts a thread that gives way.</summary>
    public static Thread Start(string name, Action work)
    {
        var thread = new Thread(() =>
        {
            GiveWay();
            work();
        })
        {
            IsBackground = true,
            Name = name,
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return thread;
    }

    /// <summary>Does something on a thread of its own that gives way.</summary>
    public static Task<T> RunAsync<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(name, () =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (OperationCanceledException cancelled)
            {
                done.SetCanceled(cancelled.CancellationToken);
            }
#pragma warning disable CA1031 // Whoever waits is told.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    private static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
        {
            // 0 is the calling thread: on Linux a thread is what a process is elsewhere. Where a sandbox forbids it, it works like any other.
            _ = SetPriority(PrioProcess, 0, Nicest);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int priority);
}
