using System.Globalization;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Answers;

/// <summary>An answer as tables or CSV, with what a reader must know beside it.</summary>
internal static class AnswerPrinter
{
    /// <summary>Prints it: results on the output, warnings among the messages.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="format">Table or CSV.</param>
    /// <param name="question">What is asked; "" = not told.</param>
    /// <param name="result">The answer.</param>
    /// <param name="seconds">Wall time of the run.</param>
    /// <param name="withDefaults">Whether the document's defaults are shown.</param>
    public static async Task PrintAsync(CliConsole console, OutputFormat format, string question, RunResult result, double seconds, bool withDefaults)
    {
        await AnswerSheets.PrintAsync(console, format, question, result, withDefaults);
        foreach (var warning in result.Warnings)
        {
            await console.Error.WriteLineAsync($"warning: {warning}");
        }

        if (format == OutputFormat.Table)
        {
            await console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{result.Replications} replications of each arm, {result.Events} events, {seconds:0.###} s, digest {result.Digest[..Math.Min(16, result.Digest.Length)]}"));
            if (result.Defaults.Count > 0 && !withDefaults)
            {
                await console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{result.Defaults.Count} defaults were filled in; --defaults shows them."));
            }
        }
    }
}
