using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Tests.Simulations;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Cli.Tests.Answers;

public sealed class ProgressBoardTests
{
    [Fact]
    public async Task Show_SomebodyLooks_DrawsBarAndIntervals()
    {
        var progress = new RunProgress
        {
            Arms = { new ArmProgress { Arm = "one", Done = 3, Needed = 10 }, new ArmProgress { Arm = "two", Done = 2, Needed = 10 } },
            WholeReplications = 2,
            Events = 12_345,
            RemainingSeconds = 75,
            Intervals =
            {
                new IntervalNow { Kpi = "wait", Unit = "s", Arm = "one", Mean = 4.5, HalfWidth = double.PositiveInfinity },
                new IntervalNow { Kpi = "wait", Unit = "s", Arm = "two", Control = "one", Mean = -1.5, HalfWidth = 0.25 },
            },
        };
        var (console, errors) = Terminal();

        await ProgressBoard.ShowAsync(console, "crew", () => progress, Task.CompletedTask);

        var drawn = errors.ToString();
        Assert.All(
            new[] { "crew", "25 %", "2 of each arm", "12,345 events", "about 00:01:15 left", "two - one", "± 0.25", "not known" },
            text => Assert.Contains(text, drawn, StringComparison.Ordinal));
        Assert.True(drawn.IndexOf("two - one", StringComparison.Ordinal) < drawn.IndexOf("not known", StringComparison.Ordinal));
    }

    [Fact]
    public void Line_RunWithDifferences_TellsTheirWidths()
    {
        var progress = new RunProgress
        {
            Arms = { new ArmProgress { Arm = "one", Done = 5, Needed = 10 }, new ArmProgress { Arm = "two", Done = 5, Needed = 10 } },
            WholeReplications = 5,
            Events = 1_234,
            RemainingSeconds = double.NaN,
            Intervals = { new IntervalNow { Kpi = "wait", Unit = "s", Arm = "one", Mean = 4.5, HalfWidth = 1 }, new IntervalNow { Kpi = "wait", Unit = "s", Arm = "two", Control = "one", Mean = -1.5, HalfWidth = 0.25 } },
        };

        Assert.Equal("crew: 50 %, 5 of each arm, 1,234 events; wait of two - one -1.5 ± 0.25 s", ProgressBoard.Line("crew", progress));
    }

    [Fact]
    public async Task Show_NobodyLooks_AsksNothing()
    {
        var (console, errors) = Terminal(isTerminal: false);

        await ProgressBoard.ShowAsync(console, "crew", () => throw new InvalidOperationException("asked"), Task.CompletedTask);

        Assert.Empty(errors.ToString());
    }

    [Fact]
    public async Task Show_WorkFails_TellsIt()
    {
        var (console, _) = Terminal();

        await Assert.ThrowsAsync<CliException>(() => ProgressBoard.ShowAsync(console, "crew", () => new RunProgress(), Task.FromException(new CliException("no"))));
    }

    [Fact]
    public async Task Simulate_SomebodyLooks_ShowsProgressBesideTheAnswer()
    {
        using var folder = new TemporaryDirectory();
        var (console, errors) = Terminal();

        var code = await TwinGridCommand.RunAsync(["simulate", folder.Write("queue.yaml", QueueDocument.Text), "-o", "json"], console, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains(" of each arm, point ", errors.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("{\"name\"", console.Out.ToString(), StringComparison.Ordinal);
    }

    private static (CliConsole Console, StringWriter Errors) Terminal(bool isTerminal = true)
    {
        var errors = new StringWriter();
        return (new CliConsole { Out = new StringWriter(), Error = errors, ErrorIsTerminal = isTerminal, Environment = static _ => null }, errors);
    }
}
