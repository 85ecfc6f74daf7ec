namespace TwinGrid.Cli.Tests.Runs;

/// <summary>Keeps what is written, and interrupts as Ctrl+C does when it has seen a text.</summary>
internal sealed class InterruptingWriter(string text, CancellationTokenSource interrupt) : StringWriter
{
    public override async Task WriteLineAsync(string? value)
    {
        await base.WriteLineAsync(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
        {
            await interrupt.CancelAsync();
        }
    }
}
