using Spectre.Console;

namespace TwinGrid.Cli.Shell;

/// <summary>Shows a bar for work of a known number of steps, where somebody looks.</summary>
internal static class LongWork
{
    public static Task RunAsync(CliConsole console, string name, double steps, Func<Action<double>, Task> work) =>
        !console.ErrorIsTerminal
            ? work(static _ => { })
            : console.Messages().Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context =>
                {
                    var bar = context.AddTask(name, maxValue: Math.Max(1, steps));
                    return work(bar.Increment);
                });
}
