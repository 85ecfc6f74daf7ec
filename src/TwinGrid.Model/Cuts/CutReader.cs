using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Cuts;

/// <summary>Reads one cut and believes nothing: every count is held against the bytes that are left, every order against what was promised.</summary>
internal ref struct CutReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> rest = bytes;

    public PlantCut Read()
    {
        if (!Take(CutEncoding.Magic.Length).SequenceEqual(CutEncoding.Magic))
        {
            throw new InvalidDataException("These bytes are no cut.");
        }

        var version = Byte();
        if (version != CutEncoding.Version)
        {
            throw new InvalidDataException($"A cut of version {version}; this version reads {CutEncoding.Version}.");
        }

        var kind = (CutKind)Byte();
        var plant = Text();
        var hash = Text();
        var at = Int64();
        var asked = ReadNames();
        var positions = ReadPositions();
        var types = ReadTypes();
        var lines = ReadNames();
        var assets = ReadAssets(types, lines);
        if (!rest.IsEmpty || !Enum.IsDefined(kind))
        {
            throw new InvalidDataException(rest.IsEmpty ? $"A cut of kind {(byte)kind}." : $"{rest.Length} bytes follow the cut.");
        }

        return new PlantCut
        {
            Plant = plant, DefinitionHash = hash, Kind = kind, AtNs = at, Lines = asked, Positions = positions, Types = types, Assets = assets,
        };
    }

    private ImmutableArray<CutPosition> ReadPositions()
    {
        var count = Count(25);
        var positions = ImmutableArray.CreateBuilder<CutPosition>(count);
        for (var last = -1; count > 0; count--)
        {
            var number = Number();
            if (number <= last)
            {
                throw OutOfOrder("positions");
            }

            last = number;
            positions.Add(new CutPosition(number, new Guid(Take(16), bigEndian: true), (ulong)Int64()));
        }

        return positions.ToImmutable();
    }

    private ImmutableArray<CutType> ReadTypes()
    {
        var count = Count(3);
        var types = ImmutableArray.CreateBuilder<CutType>(count);
        for (var last = ""; count > 0; count--)
        {
            var id = last = Ascend(last, Text(), "types");
            var signals = ImmutableArray.CreateBuilder<CutSignalName>();
            for (var left = Count(2); left > 0; left--)
            {
                signals.Add(new CutSignalName(Text(), Text()));
            }

            types.Add(new CutType(id, signals.ToImmutable(), ReadNames()));
        }

        return types.ToImmutable();
    }

    private ImmutableArray<CutAsset> ReadAssets(ImmutableArray<CutType> types, ImmutableArray<string> lines)
    {
        var count = Count(5);
        var assets = ImmutableArray.CreateBuilder<CutAsset>(count);
        for (var last = ""; count > 0; count--)
        {
            var id = last = Ascend(last, Text(), "assets");
            var type = types[Below(types.Length)];
            var line = lines[Below(lines.Length)];
            assets.Add(new CutAsset
            {
                Id = id, Type = type, Line = line, Parameters = ReadDoubles(type.Parameters.Length), Signals = ReadSignals(type.Signals.Length),
                Production = ReadProduction(), Alarms = ReadAlarms(),
            });
        }

        return assets.ToImmutable();
    }

    private ImmutableArray<CutSignal> ReadSignals(int count)
    {
        Need(count, 45);
        var signals = new CutSignal[count];
        for (var i = 0; i < count; i++)
        {
            signals[i] = new CutSignal(Double(), OptionalText(), Int64(), BinaryPrimitives.ReadUInt32LittleEndian(Take(4)), Double(), Double(), Int64());
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(signals);
    }

    private CutProduction? ReadProduction() => !Flag() ? null : new CutProduction
    {
        State = (StateClass)Byte(),
        PhaseSinceNs = Int64(),
        LastUnitNs = Int64(),
        RunningSecondsSinceDown = Double(),
        StateSeconds = ReadDoubles(Count(8)),
        GoodUnits = Double(),
        RejectedUnits = Double(),
        EnergyKilowattHours = Double(),
    };

    private ImmutableArray<CutAlarm> ReadAlarms()
    {
        var count = Count(18);
        if (count == 0)
        {
            return [];
        }

        var alarms = ImmutableArray.CreateBuilder<CutAlarm>(count);
        for (var last = ""; count > 0; count--)
        {
            var id = last = Ascend(last, Text(), "alarms");
            var flags = Byte();
            alarms.Add(flags < 4
                ? new CutAlarm(id, (flags & 1) != 0, (flags & 2) != 0, Int64(), Double())
                : throw new InvalidDataException($"An alarm with flags {flags}."));
        }

        return alarms.ToImmutable();
    }

    private ImmutableArray<double> ReadDoubles(int count)
    {
        Need(count, 8);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Double();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    private ImmutableArray<string> ReadNames()
    {
        var count = Count(1);
        var names = ImmutableArray.CreateBuilder<string>(count);
        for (var last = ""; count > 0; count--)
        {
            names.Add(last = Ascend(last, Text(), "names"));
        }

        return names.ToImmutable();
    }

    private static string Ascend(string last, string next, string what) => string.CompareOrdinal(last, next) < 0 ? next : throw OutOfOrder(what);

    private static InvalidDataException OutOfOrder(string what) => new($"The cut's {what} are not in ascending order.");

    private byte Byte() => Take(1)[0];

    private bool Flag() => Byte() is var value and <= 1 ? value == 1 : throw new InvalidDataException("A flag that is neither 0 nor 1.");

    private long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    private double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A count of things that take at least so many bytes each.</summary>
    private int Count(int leastBytes)
    {
        var count = Number();
        Need(count, leastBytes);
        return count;
    }

    private int Below(int bound) =>
        Number() is var number && number < bound ? number : throw new InvalidDataException($"Number {number} where less than {bound} must be.");

    private readonly void Need(int count, int bytesEach)
    {
        if ((long)count * bytesEach > rest.Length)
        {
            throw new InvalidDataException($"{count} things announced, {rest.Length} bytes left.");
        }
    }

    private int Number()
    {
        var value = 0U;
        for (var shift = 0; shift <= 28; shift += 7)
        {
            var part = Byte();
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                // One form of each number only: a cut has one encoding.
                return (shift == 0 || part != 0) && value <= int.MaxValue && (shift < 28 || part < 0x08)
                    ? (int)value
                    : throw new InvalidDataException("A number that is not in its shortest form.");
            }
        }

        throw new InvalidDataException("A number that is too long.");
    }

    private string Text()
    {
        try
        {
            return StrictUtf8.GetString(Take(Count(1)));
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("A text that is not UTF-8.", exception);
        }
    }

    private string? OptionalText() => Flag() ? Text() : null;

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)rest.Length)
        {
            throw new InvalidDataException($"{count} bytes wanted, {rest.Length} left.");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
