using TwinGrid.Cli.Shell;
using TwinGrid.Client.Testing;
using Xunit;

namespace TwinGrid.Cli.Tests.Definitions;

public sealed class ApplyCommandTests
{
    [Fact]
    public async Task Apply_Folder_SendsAllDocumentsButReplayMaps()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TemporaryDirectory();
        folder.Write("plant.yaml", "kind: Plant\n");
        folder.Write("types/pump.yml", "kind: AssetType\n");
        folder.Write("map.yaml", "apiVersion: twingrid/v1\nkind: ReplayMap\n");
        folder.Write("notes.txt", "nothing");

        var run = await CliRun.OnAsync(server, "apply", "-f", folder.Path);

        Assert.Equal(ExitCodes.Ok, run.ExitCode);
        Assert.Contains("plants/one version 4 is applied", run.Out, StringComparison.Ordinal);
        Assert.Contains("plant.yaml|", run.Out.ReplaceLineEndings(string.Empty), StringComparison.Ordinal);
        Assert.DoesNotContain("map.yaml", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_Invalid_PrintsFileLineColumnAndWhatIsAllowed()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TemporaryDirectory();
        var file = folder.Write("plant.yaml", "kind: Plant\nbroken: true\n");

        var run = await CliRun.OnAsync(server, "apply", "-f", file);

        Assert.Equal(ExitCodes.Failure, run.ExitCode);
        Assert.Contains($"{file}:3:7: error: 'kPX' is no UCUM code. Allowed: kPa, bar.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_NothingThere_EndsWithOne()
    {
        using var folder = new TemporaryDirectory();

        Assert.Equal(ExitCodes.Failure, (await CliRun.RunAsync("apply", "-f", folder.Path)).ExitCode);
        Assert.Equal(ExitCodes.Failure, (await CliRun.RunAsync("apply", "-f", folder.Below("absent.yaml"))).ExitCode);
    }
}
