using Spectre.Console;
using TwinGrid.Cli.Shell;
using TwinGrid.Connectors.Replay;

namespace TwinGrid.Cli.Replays;

/// <summary>Shows how far a replay is, where somebody looks.</summary>
internal static class ReplayProgressBar
{
    public static Task<ReplaySummary> RunAsync(CliConsole console, Func<Action<ReplayProgress>?, Task<ReplaySummary>> replay) =>
        !console.ErrorIsTerminal
            ? replay(null)
            : console.Messages().Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context =>
                {
                    var bar = context.AddTask("replay");
                    return replay(progress =>
                    {
                        bar.MaxValue = Math.Max(1, progress.TotalBytes);
                        bar.Value = progress.Bytes;
                        bar.Description = Markup.Escape($"{Path.GetFileName(progress.File)}  {progress.Acked} acked");
                    });
                });
}
