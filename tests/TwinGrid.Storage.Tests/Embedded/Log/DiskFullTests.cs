using System.Diagnostics;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Log;

/// <summary>A real file system that runs full: a small tmpfs, which only root can mount. The shim in <see cref="FaultTests"/> covers the rest.</summary>
public sealed class DiskFullTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(64 << 10)]
    public async Task Append_FileSystemFull_FencesWithoutFalseAckAndRecoversWithSpace(long reserveBytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a tmpfs needs root on Linux.");
        using var directory = new TempDirectory();
        Assert.SkipUnless(await Run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", directory.Path) == 0, "No tmpfs can be mounted here.");
        try
        {
            var options = LogSession.Small with { ReserveBytes = reserveBytes };
            var durable = await FillUp(directory.Path, options);
            Assert.Equal(0, await Run("mount", "-o", "remount,size=2m", directory.Path));

            using var data = DataDirectory.Open(directory.Path);
            await using var store = EmbeddedLogStore.Open(data, options, TimeProvider.System);
            var log = await store.OpenAsync(LogSession.First, Token);
            Assert.True(log.LastIndex > durable);
            Assert.Equal((int)log.LastIndex, LogSession.ReadAll(log).Count);
        }
        finally
        {
            await Run("umount", directory.Path);
        }
    }

    private static async Task<ulong> FillUp(string path, EmbeddedLogOptions options)
    {
        using var data = DataDirectory.Open(path);
        await using var store = EmbeddedLogStore.Open(data, options, TimeProvider.System);
        var log = await store.OpenAsync(LogSession.First, Token);
        await Assert.ThrowsAsync<StoreFencedException>(
            async () =>
            {
                while (true)
                {
                    if (LogSession.Append(log, 4000) == 0)
                    {
                        await log.WaitForRoomAsync(4000, Token);
                    }
                }
            });
        await store.Fenced;
        Assert.NotNull(store.Status.FencedReason);
        return log.DurableIndex;
    }

    private static async Task<int> Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Token);
        return process.ExitCode;
    }
}
