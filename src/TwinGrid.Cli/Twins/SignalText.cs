using System.Globalization;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Twins;

/// <summary>Live values in words.</summary>
internal static class SignalText
{
    /// <summary>The value for JSON and CSV: a number, a boolean or a text; null when absent.</summary>
    public static object? Plain(Value? value) => value?.KindCase switch
    {
        Value.KindOneofCase.Number => value.Number,
        Value.KindOneofCase.Integer => value.Integer,
        Value.KindOneofCase.Boolean => value.Boolean,
        Value.KindOneofCase.Text => value.Text,
        Value.KindOneofCase.Enumeration => value.Enumeration.Symbol.Length > 0
            ? value.Enumeration.Symbol
            : value.Enumeration.Number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The value with its unit, for people.</summary>
    public static string WithUnit(SignalState signal)
    {
        var text = Cells.ToText(Plain(signal.Value));
        return text.Length == 0 ? "-" : signal.Unit is "" or "1" ? text : $"{text} {signal.Unit}";
    }

    public static Sheet<SignalState> Sheet { get; } = new Sheet<SignalState>()
        .Column("signal", signal => signal.Signal)
        .Column("value", signal => Plain(signal.Value))
        .Column("unit", signal => signal.Unit)
        .Column("sourceTime", signal => new Instant(signal.SourceTime))
        .Column("quality", signal => new QualityCode(signal.Quality))
        .DataColumn("type", signal => signal.Type.ToString().ToLowerInvariant())
        .DataColumn("samples", signal => signal.Samples);
}
