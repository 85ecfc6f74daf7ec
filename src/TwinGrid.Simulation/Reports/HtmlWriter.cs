using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace TwinGrid.Simulation.Reports;

/// <summary>HTML being written. In an interpolated text what stands between the holes is markup, and what is in them is plain text, escaped: nothing of a document can become markup.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder text = new();

    /// <summary>Writes markup with text in it; numbers are coordinates, with two decimals at the most.</summary>
    public HtmlWriter Write([InterpolatedStringHandlerArgument("")] ref Markup markup) => markup.Writer;

    /// <summary>Writes markup as it is.</summary>
    public HtmlWriter Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private void Escape(string? plain)
    {
        foreach (var c in plain ?? "")
        {
            _ = c switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                '\'' => text.Append("&#39;"),
                // Not allowed in HTML, whatever a name holds.
                < ' ' and not '\n' and not '\t' => text.Append('\uFFFD'),
                _ => text.Append(c),
            };
        }
    }

    /// <summary>What an interpolated text is written by.</summary>
    /// <param name="literalLength">Not used.</param>
    /// <param name="formattedCount">Not used.</param>
    /// <param name="writer">Where to.</param>
    [InterpolatedStringHandler]
#pragma warning disable CS9113 // The compiler's pattern wants both.
    public readonly ref struct Markup(int literalLength, int formattedCount, HtmlWriter writer)
#pragma warning restore CS9113
    {
        public HtmlWriter Writer => writer;

        public void AppendLiteral(string markup) => writer.text.Append(markup);

        public void AppendFormatted(string? plain) => writer.Escape(plain);

        public void AppendFormatted(double coordinate) => writer.text.Append(coordinate.ToString("0.##", CultureInfo.InvariantCulture));

        public void AppendFormatted(long number) => writer.text.Append(number.ToString(CultureInfo.InvariantCulture));
    }
}
