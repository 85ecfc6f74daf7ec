using System.Text;
using TwinGrid.Model.Definitions;
using TwinGrid.V1;
using SignalType = TwinGrid.Model.Samples.SignalType;

namespace TwinGrid.Gateway.Ingest.Publishing;

/// <summary>Brings a typed value to the one double that a sample carries.</summary>
internal static class PublishValue
{
    /// <summary>Integers beyond this have no exact double.</summary>
    private const long MaxInteger = 1L << 53;

    /// <summary>False when the value does not fit the signal's type. No kind = no value, NaN.</summary>
    /// <param name="value">As it came.</param>
    /// <param name="signal">What it is for.</param>
    /// <param name="texts">Text table of the batch; strings are added to it.</param>
    /// <param name="number">The double.</param>
    public static bool TryConvert(Value value, SignalDefinition signal, List<string> texts, out double number)
    {
        number = double.NaN;
        switch (value.KindCase)
        {
            case Value.KindOneofCase.None:
                return true;
            case Value.KindOneofCase.Number:
                number = value.Number;
                return signal.Type is SignalType.Number or SignalType.Integer; // the partition judges what is no whole number
            case Value.KindOneofCase.Integer when signal.Type == SignalType.Enumeration:
                return TryFind(signal, "", value.Integer, out number);
            case Value.KindOneofCase.Integer:
                number = value.Integer;
                return signal.Type is SignalType.Number or SignalType.Integer && value.Integer is >= -MaxInteger and <= MaxInteger;
            case Value.KindOneofCase.Boolean:
                number = value.Boolean ? 1 : 0;
                return signal.Type == SignalType.Boolean;
            case Value.KindOneofCase.Text when signal.Type == SignalType.Enumeration:
                return TryFind(signal, value.Text, null, out number);
            case Value.KindOneofCase.Text:
                number = texts.Count;
                texts.Add(value.Text);
                return signal.Type == SignalType.String && Encoding.UTF8.GetByteCount(value.Text) <= IngestLimits.MaxTextBytes;
            case Value.KindOneofCase.Enumeration:
                return signal.Type == SignalType.Enumeration && TryFind(signal, value.Enumeration.Symbol, value.Enumeration.Number, out number);
            default:
                return false;
        }
    }

    private static bool TryFind(SignalDefinition signal, string symbol, long? number, out double found)
    {
        foreach (var candidate in signal.Symbols)
        {
            if (symbol.Length > 0 ? candidate.Symbol == symbol : candidate.Number == number)
            {
                found = candidate.Number;
                return true;
            }
        }

        found = double.NaN;
        return false;
    }
}
