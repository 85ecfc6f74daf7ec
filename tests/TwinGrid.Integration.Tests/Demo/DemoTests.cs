using System.Text.Json;
using TwinGrid.Integration.Tests.Processes;
using Xunit;

namespace TwinGrid.Integration.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_ForAFewSeconds_EndsByItselfWithEverythingAckedReadable()
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(
            TestContext.Current.CancellationToken, "demo", "--for", "5s", "--port", "0");
        Assert.True(exitCode == 0, errors);
        var last = JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.True(last.GetProperty("acked").GetInt64() > 100);
        Assert.Equal(0, last.GetProperty("rejected").GetInt64());
        Assert.True(last.GetProperty("assets").GetInt32() >= 10);
        Assert.InRange(last.GetProperty("p50AckMs").GetDouble(), 0.01, 1000);
        Assert.True(last.GetProperty("p99AckMs").GetDouble() >= last.GetProperty("p50AckMs").GetDouble());
    }
}
