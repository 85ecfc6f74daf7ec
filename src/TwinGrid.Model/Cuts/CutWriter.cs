using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace TwinGrid.Model.Cuts;

/// <summary>Writes one cut. Integers that count are varints; texts are UTF-8 after their length.</summary>
internal sealed class CutWriter
{
    private byte[] buffer = new byte[16 << 10];
    private int length;

    public byte[] ToArray() => buffer.AsSpan(0, length).ToArray();

    public void Write(PlantCut cut)
    {
        CutEncoding.Magic.CopyTo(Take(CutEncoding.Magic.Length));
        Byte(CutEncoding.Version);
        Byte((byte)cut.Kind);
        Text(cut.Plant);
        Text(cut.DefinitionHash);
        Int64(cut.AtNs);
        WriteNames(cut.Lines, "lines");
        WritePositions(cut);
        var types = WriteTypes(cut);
        var lines = WriteLineTable(cut);
        Count(cut.Assets.Length);
        var last = "";
        foreach (var asset in cut.Assets)
        {
            last = Ascend(last, asset.Id, "assets");
            Write(asset, types, lines);
        }
    }

    private void WritePositions(PlantCut cut)
    {
        Count(cut.Positions.Length);
        var last = -1;
        foreach (var position in cut.Positions)
        {
            if (position.Partition <= last)
            {
                throw OutOfOrder("positions", position.Partition.ToString(CultureInfo.InvariantCulture));
            }

            last = position.Partition;
            Count(position.Partition);
            position.HistoryId.TryWriteBytes(Take(16), bigEndian: true, out _);
            Int64((long)position.CommitIndex);
        }
    }

    private Dictionary<CutType, int> WriteTypes(PlantCut cut)
    {
        var numbers = new Dictionary<CutType, int>(ReferenceEqualityComparer.Instance);
        Count(cut.Types.Length);
        var last = "";
        foreach (var type in cut.Types)
        {
            last = Ascend(last, type.Id, "types");
            numbers.Add(type, numbers.Count);
            Text(type.Id);
            Count(type.Signals.Length);
            foreach (var signal in type.Signals)
            {
                Text(signal.Id);
                Text(signal.Unit);
            }

            WriteNames(type.Parameters, "parameters");
        }

        return numbers;
    }

    private Dictionary<string, int> WriteLineTable(PlantCut cut)
    {
        string[] lines = [.. cut.Assets.Select(asset => asset.Line).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        WriteNames(lines, "lines");
        return lines.Index().ToDictionary(line => line.Item, line => line.Index, StringComparer.Ordinal);
    }

    private void Write(CutAsset asset, Dictionary<CutType, int> types, Dictionary<string, int> lines)
    {
        var type = asset.Type;
        if (!types.TryGetValue(type, out var number) || asset.Signals.Length != type.Signals.Length || asset.Parameters.Length != type.Parameters.Length)
        {
            throw new ArgumentException($"Asset '{asset.Id}' is not of the shape of its type '{type.Id}', or the cut does not list that type.", nameof(asset));
        }

        Text(asset.Id);
        Count(number);
        Count(lines[asset.Line]);
        foreach (var value in asset.Parameters)
        {
            Double(value);
        }

        foreach (ref readonly var signal in asset.Signals.AsSpan())
        {
            Double(signal.Value);
            OptionalText(signal.Text);
            Int64(signal.TimeNs);
            Int32(signal.Quality);
            Double(signal.Mean);
            Double(signal.Variance);
            Int64(signal.UnchangedSinceNs);
        }

        Write(asset.Production);
        Count(asset.Alarms.Length);
        var last = "";
        foreach (var alarm in asset.Alarms)
        {
            last = Ascend(last, alarm.Id, "alarms");
            Text(alarm.Id);
            Byte((byte)((alarm.IsActive ? 1 : 0) | (alarm.IsAcknowledged ? 2 : 0)));
            Int64(alarm.RaisedAtNs);
            Double(alarm.Value);
        }
    }

    private void Write(CutProduction? production)
    {
        Byte(production is null ? (byte)0 : (byte)1);
        if (production is null)
        {
            return;
        }

        Byte((byte)production.State);
        Int64(production.PhaseSinceNs);
        Int64(production.LastUnitNs);
        Double(production.RunningSecondsSinceDown);
        Count(production.StateSeconds.Length);
        foreach (var seconds in production.StateSeconds)
        {
            Double(seconds);
        }

        Double(production.GoodUnits);
        Double(production.RejectedUnits);
        Double(production.EnergyKilowattHours);
    }

    private void WriteNames(IReadOnlyList<string> names, string what)
    {
        Count(names.Count);
        var last = "";
        foreach (var name in names)
        {
            Text(last = Ascend(last, name, what));
        }
    }

    private static string Ascend(string last, string next, string what) =>
        string.CompareOrdinal(last, next) < 0 ? next : throw OutOfOrder(what, next);

    private static ArgumentException OutOfOrder(string what, string name) =>
        new($"The cut's {what} must be in ascending order, each once: '{name}' is not.", "cut");

    private void Byte(byte value) => Take(1)[0] = value;

    private void Int32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    private void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    private void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    private void Count(int value)
    {
        for (var rest = (uint)value; ; rest >>= 7)
        {
            Byte((byte)(rest < 0x80 ? rest : rest & 0x7F | 0x80));
            if (rest < 0x80)
            {
                return;
            }
        }
    }

    private void Text(string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        Count(bytes);
        Encoding.UTF8.GetBytes(value, Take(bytes));
    }

    private void OptionalText(string? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is not null)
        {
            Text(value);
        }
    }

    private Span<byte> Take(int bytes)
    {
        if (buffer.Length - length < bytes)
        {
            if (length > CutEncoding.MaxBytes - bytes)
            {
                throw new ArgumentException(
                    $"The cut takes more than {CutEncoding.MaxBytes >> 20} MiB: ask for fewer lines.", "cut");
            }

            Array.Resize(ref buffer, Math.Max(length + bytes, (int)Math.Min(buffer.Length * 2L, CutEncoding.MaxBytes)));
        }

        length += bytes;
        return buffer.AsSpan(length - bytes, bytes);
    }
}
