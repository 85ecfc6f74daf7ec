using System.Buffers.Binary;

namespace TwinGrid.Gateway.Ingest.Decoding;

/// <summary>
/// Walks the fields of one protobuf message in a span. Accepts what Google's parser accepts: any order, unknown fields, groups, over-long
/// varints up to ten bytes. After the first mistake <see cref="Fault"/> says what it was and every read answers false.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    /// <summary>Nesting of unknown groups, as deep as Google's parser goes.</summary>
    private const int MaxGroupDepth = 100;

    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>Where the next byte is read.</summary>
    public int Position { get; private set; }

    /// <summary>What was wrong; null while nothing was.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads the next tag; false at the end and after a mistake.</summary>
    public bool TryReadTag(out uint tag)
    {
        tag = 0;
        if (Fault is not null || Position == data.Length || !TryReadVarint(out var raw))
        {
            return false;
        }

        tag = (uint)raw;
        return tag >> 3 != 0 || Fail("a tag with field number 0");
    }

    /// <summary>Reads a varint of at most ten bytes; bits beyond 64 are dropped.</summary>
    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (Position == data.Length)
            {
                return Fail("a varint is cut off");
            }

            var b = data[Position++];
            if (shift < 64)
            {
                value |= (ulong)(b & 0x7F) << shift;
            }

            if (b < 0x80)
            {
                return true;
            }
        }

        return Fail("a varint is longer than 10 bytes");
    }

    /// <summary>Reads a length and the bytes that it announces.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!TryReadVarint(out var raw))
        {
            return false;
        }

        var length = (uint)raw;
        if (length > (uint)(data.Length - Position))
        {
            return Fail($"a field of {length} bytes where {data.Length - Position} are left");
        }

        bytes = data.Slice(Position, (int)length);
        Position += (int)length;
        return true;
    }

    /// <summary>Reads 8 bytes, little endian.</summary>
    public bool TryReadFixed64(out ulong value)
    {
        value = 0;
        if (data.Length - Position < 8)
        {
            return Fail("a 64-bit field is cut off");
        }

        value = BinaryPrimitives.ReadUInt64LittleEndian(data[Position..]);
        Position += 8;
        return true;
    }

    /// <summary>Reads 4 bytes, little endian.</summary>
    public bool TryReadFixed32(out uint value)
    {
        value = 0;
        if (data.Length - Position < 4)
        {
            return Fail("a 32-bit field is cut off");
        }

        value = BinaryPrimitives.ReadUInt32LittleEndian(data[Position..]);
        Position += 4;
        return true;
    }

    /// <summary>Skips the field whose tag was just read.</summary>
    public bool TrySkip(uint tag) => TrySkip(tag, 0);

    /// <summary>Notes a mistake found by the caller. Always false.</summary>
    public bool Fail(string what)
    {
        Fault ??= what;
        return false;
    }

    private bool TrySkip(uint tag, int depth) => (tag & 7) switch
    {
        0 => TryReadVarint(out _),
        1 => TryReadFixed64(out _),
        2 => TryReadBytes(out _),
        3 => TrySkipGroup(tag >> 3, depth + 1),
        5 => TryReadFixed32(out _),
        4 => Fail("a group ends that did not begin"),
        var type => Fail($"wire type {type}"),
    };

    private bool TrySkipGroup(uint field, int depth)
    {
        if (depth > MaxGroupDepth)
        {
            return Fail($"groups nested deeper than {MaxGroupDepth}");
        }

        while (TryReadTag(out var tag))
        {
            if ((tag & 7) == 4)
            {
                return tag >> 3 == field || Fail("a group ends that did not begin");
            }

            if (!TrySkip(tag, depth))
            {
                return false;
            }
        }

        return Fail("a group is cut off");
    }
}
