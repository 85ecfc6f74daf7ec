using System.Text.Json;
using TwinGrid.Cli.Shell;
using TwinGrid.Client.Testing;
using Xunit;

namespace TwinGrid.Cli.Tests.Operations;

public sealed class OperationsCommandsTests
{
    [Theory]
    [InlineData("copy")]
    [InlineData("copy.tar")]
    public async Task Backup_ToFolderOrFile_IsVerifiedAndCanBeCheckedAgain(string target)
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TemporaryDirectory();

        var backup = await CliRun.OnAsync(server, "backup", "--to", folder.Below(target), "-o", "json");
        var check = await CliRun.RunAsync("restore", "--from", folder.Below(target), "--data", folder.Below("data"), "--verify-only");

        Assert.Equal(ExitCodes.Ok, backup.ExitCode);
        Assert.Equal(6, JsonDocument.Parse(backup.Out).RootElement[0].GetProperty("bytes").GetInt32());
        Assert.Equal(ExitCodes.Ok, check.ExitCode);
        Assert.Contains("2 files verified", check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_ChecksumsDiffer_EndsWithOneAndLeavesNothing()
    {
        await using var server = await FakeServer.StartAsync();
        server.Script.BreakBackup = true;
        using var folder = new TemporaryDirectory();

        var run = await CliRun.OnAsync(server, "backup", "--to", folder.Below("copy"));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("store.db is damaged", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Restore_BackupWasTouched_IsRefused()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TemporaryDirectory();
        await CliRun.OnAsync(server, "backup", "--to", folder.Below("copy"));
        await File.WriteAllBytesAsync(folder.Below("copy/store.db"), [1, 2, 3, 5], TestContext.Current.CancellationToken);

        var run = await CliRun.RunAsync("restore", "--from", folder.Below("copy"), "--data", folder.Below("data"));

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains("store.db is damaged", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_Json_TellsPartitions()
    {
        await using var server = await FakeServer.StartAsync();

        var run = await CliRun.OnAsync(server, "status", "-o", "json");

        var status = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal("power-loss", status.GetProperty("durability").GetString());
        Assert.Equal("OPEN", status.GetProperty("partitions")[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("SERVING", ExitCodes.Ok)]
    [InlineData("FENCED", ExitCodes.Failure)]
    public async Task Doctor_StateOfTheServer_DecidesTheExitCode(string state, int expected)
    {
        await using var server = await FakeServer.StartAsync();
        server.Script.ServerState = state;

        var run = await CliRun.OnAsync(server, "doctor", "-o", "json");

        Assert.Equal(expected, run.ExitCode);
        Assert.Contains("disk", run.Out, StringComparison.Ordinal);
    }
}
