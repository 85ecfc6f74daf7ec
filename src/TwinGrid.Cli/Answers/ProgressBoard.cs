using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Answers;

/// <summary>Shows how far a run is and how wide its intervals are by now: a board where somebody looks, now and then a line elsewhere.</summary>
internal static class ProgressBoard
{
    private const int BarWidth = 32;
    private const int MostIntervals = 12;
    private const int MostInLine = 3;
    private const double LongestSeconds = 8.64e6;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstLine = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MostBetweenLines = TimeSpan.FromMinutes(1);

    /// <summary>Waits for the work and shows what <paramref name="look"/> sees meanwhile.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="title">Name of what runs.</param>
    /// <param name="look">The present state; called by one thread at a time.</param>
    /// <param name="work">What is waited for.</param>
    public static async Task ShowAsync(CliConsole console, string title, Func<RunProgress> look, Task work)
    {
        if (console.ErrorIsTerminal)
        {
            await console.Messages().Live(Draw(title, look())).AutoClear(true).StartAsync(async live =>
            {
                while (!work.IsCompleted)
                {
                    await Task.WhenAny(work, Task.Delay(Refresh, console.Clock));
                    live.UpdateTarget(Draw(title, look()));
                }
            });
        }
        else
        {
            await TellAsync(console, title, look, work);
        }

        await work;
    }

    /// <summary>The state on one line.</summary>
    public static string Line(string title, RunProgress progress)
    {
        var narrowed = progress.Intervals.Where(i => i.Control.Length > 0).DefaultIfEmpty(progress.Intervals.FirstOrDefault()).OfType<IntervalNow>().Take(MostInLine).Select(Text);
        return string.Join("; ", narrowed.Prepend(string.Create(CultureInfo.InvariantCulture, $"{title}: {100 * Share(progress):0} %, {Counts(progress)}")));
    }

    private static async Task TellAsync(CliConsole console, string title, Func<RunProgress> look, Task work)
    {
        var wait = FirstLine;
        for (var last = ""; await Task.WhenAny(work, Task.Delay(wait, console.Clock)) != work;)
        {
            wait = TimeSpan.FromTicks(Math.Min(MostBetweenLines.Ticks, wait.Ticks + FirstLine.Ticks));
            var line = Line(title, look());
            if (line != last)
            {
                await console.Error.WriteLineAsync(line);
                last = line;
            }
        }
    }

    /// <summary>The board.</summary>
    public static IRenderable Draw(string title, RunProgress progress)
    {
        var lines = new List<IRenderable> { new Markup(Bar(title, progress)), new Text(Counts(progress)) };
        if (progress.Intervals.Count > 0)
        {
            lines.Add(Intervals(progress));
        }

        return new Rows(lines);
    }

    private static string Bar(string title, RunProgress progress)
    {
        var share = Share(progress);
        var filled = (int)(share * BarWidth);
        return $"{Markup.Escape(title)}  [green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/] " + string.Create(CultureInfo.InvariantCulture, $"{100 * share,3:0} %");
    }

    private static double Share(RunProgress progress)
    {
        var (done, needed) = (progress.Arms.Sum(a => (double)a.Done) + progress.PointsDone, progress.Arms.Sum(a => (double)a.Needed) + progress.Points);
        return needed > 0 ? Math.Clamp(done / needed, 0, 1) : 0;
    }

    private static string Counts(RunProgress progress)
    {
        var points = progress.Points == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", point {progress.PointsDone} of {progress.Points}");
        var left = double.IsFinite(progress.RemainingSeconds) && progress.RemainingSeconds > 0
            ? $", about {TimeSpan.FromSeconds(Math.Ceiling(Math.Min(progress.RemainingSeconds, LongestSeconds))).ToString("c", CultureInfo.InvariantCulture)} left"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{progress.WholeReplications} of each arm{points}, {progress.Events:N0} events{left}");
    }

    private static Table Intervals(RunProgress progress)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var column in new[] { "KPI", "Arm", "Mean", "Half-width", "Unit" })
        {
            table.AddColumn(column);
        }

        // Differences are what a run with several arms is about.
        foreach (var one in progress.Intervals.OrderBy(i => i.Control.Length == 0).Take(MostIntervals))
        {
            table.AddRow([.. new[] { one.Kpi, Arms(one), Cells.ToText(one.Mean), HalfWidth(one), one.Unit }.Select(Markup.Escape)]);
        }

        return table;
    }

    private static string Text(IntervalNow one) => $"{one.Kpi} of {Arms(one)} {Cells.ToText(one.Mean)} {HalfWidth(one)}{(one.Unit == "1" ? "" : $" {one.Unit}")}";

    private static string Arms(IntervalNow one) => one.Control.Length == 0 ? one.Arm : $"{one.Arm} - {one.Control}";

    private static string HalfWidth(IntervalNow one) => double.IsFinite(one.HalfWidth) ? $"± {Cells.ToText(one.HalfWidth)}" : "± not known";
}
