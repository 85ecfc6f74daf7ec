using System.Net;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Integration.Tests.Serving;

public sealed class ServeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_FreshDirectory_BecomesReadyAndEndsWith0OnSigterm()
    {
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartReadyAsync(directory.File("data"), 0, Token);
        using var http = new HttpClient { BaseAddress = server.Http };
        foreach (var path in new[] { "/health/startup", "/health/ready", "/health/live" })
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Contains("# TYPE", await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Equal(0, await server.TerminateAsync(Token));
    }

    [Fact]
    public async Task Serve_DirectoryInUse_EndsWith1AndSaysSo()
    {
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartReadyAsync(directory.File("data"), 0, Token);
        var (exitCode, output, errors) = await ServerProcess.RunAsync(Token, "serve", "--data", directory.File("data"), "--port", "0");
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("in use", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_PluginThatCannotBeUsed_EndsWith1AndNamesIt()
    {
        using var directory = new TempDirectory();
        var plugins = Directory.CreateDirectory(directory.File("plugins")).FullName;
        await File.WriteAllTextAsync(Path.Combine(plugins, "broken.dll"), "no assembly", Token);
        var (exitCode, output, errors) = await ServerProcess.RunAsync(Token, "serve", "--data", directory.File("data"), "--port", "0", "--plugins", plugins);
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains(Path.Combine(plugins, "broken.dll") + ": it is no assembly, or a damaged one.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--address", "0.0.0.0", "--insecure")]
    [InlineData("--port", "65536", "65536")]
    [InlineData("--drain-timeout", "soon", "'soon' is no duration")]
    [InlineData("--durability", "maybe", "power-loss, process-crash")]
    [InlineData("--tls-cert", "x.pem", "go together")]
    public async Task Serve_WrongFlag_EndsWith2AndSaysWhatIsAllowed(string flag, string value, string expected)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(Token, "serve", flag, value);
        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }
}
