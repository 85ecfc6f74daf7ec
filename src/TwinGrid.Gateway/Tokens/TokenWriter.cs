using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace TwinGrid.Gateway.Tokens;

/// <summary>
/// Writes an opaque token: a format byte, fields, and a CRC-32C over both, as base64url without padding. The format byte tells kinds of tokens
/// and their versions apart, so that one given in another's place is refused, not misread.
/// </summary>
internal ref struct TokenWriter
{
    /// <summary>Longest token, in bytes before base64url: a plant of 1 024 partitions fits.</summary>
    public const int MaxBytes = 64 * 1024;

    private Span<byte> buffer;
    private int length;

    /// <summary>Starts a token.</summary>
    /// <param name="format">What it is.</param>
    /// <param name="scratch">Room for most tokens; a longer one moves to the heap.</param>
    public TokenWriter(TokenFormat format, Span<byte> scratch)
    {
        buffer = scratch;
        Reserve(1)[0] = (byte)format;
    }

    /// <summary>Appends an unsigned number, 7 bits a byte.</summary>
    public void Number(ulong value)
    {
        while (value >= 0x80)
        {
            Reserve(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Reserve(1)[0] = (byte)value;
    }

    /// <summary>Appends 16 bytes.</summary>
    public void Id(Guid value) => value.TryWriteBytes(Reserve(16), bigEndian: true, out _);

    /// <summary>Appends a text with its length before it.</summary>
    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        Number((ulong)bytes);
        Encoding.UTF8.GetBytes(value, Reserve(bytes));
    }

    /// <summary>Adds the checksum and returns the token.</summary>
    public string Finish()
    {
        var checksum = Checksum(buffer[..length]);
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), checksum);
        return Base64Url.EncodeToString(buffer[..length]);
    }

    /// <summary>CRC-32C (Castagnoli), as in RFC 3720.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = System.Numerics.BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
        {
            crc = System.Numerics.BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }

    private Span<byte> Reserve(int count)
    {
        if (length + count > buffer.Length)
        {
            var larger = new byte[Math.Max(length + count, buffer.Length * 2)];
            buffer[..length].CopyTo(larger);
            buffer = larger;
        }

        length += count;
        return buffer.Slice(length - count, count);
    }
}
