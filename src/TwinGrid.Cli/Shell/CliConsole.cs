using Spectre.Console;

namespace TwinGrid.Cli.Shell;

/// <summary>Where the command reads from and writes to: the process's own streams, or a test's.</summary>
internal sealed class CliConsole
{
    private const int WidthWithoutTerminal = 1_000;

    public TextReader In { get; init; } = TextReader.Null;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether a person looks at the output.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether a person looks at the messages: only then are there progress bars.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public static CliConsole OfProcess() => new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Environment = System.Environment.GetEnvironmentVariable,
    };

    /// <summary>Draws on the output.</summary>
    public IAnsiConsole Tables() => Ansi(Out, OutIsTerminal);

    /// <summary>Draws on the messages.</summary>
    public IAnsiConsole Messages() => Ansi(Error, ErrorIsTerminal);

    private static IAnsiConsole Ansi(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
