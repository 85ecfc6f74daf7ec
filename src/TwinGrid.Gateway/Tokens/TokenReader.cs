using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using TwinGrid.Gateway.Errors;

namespace TwinGrid.Gateway.Tokens;

/// <summary>Reads what <see cref="TokenWriter"/> wrote. Everything that is wrong with a token is told as INVALID_TOKEN with the request's field.</summary>
internal ref struct TokenReader
{
    private readonly string field;
    private ReadOnlySpan<byte> rest;

    /// <summary>Checks length, alphabet, checksum and format.</summary>
    /// <param name="format">What it must be.</param>
    /// <param name="token">As the caller gave it.</param>
    /// <param name="field">Field of the request, for errors.</param>
    public TokenReader(TokenFormat format, string token, string field)
    {
        this.field = field;
        if (token.Length > Base64Url.GetEncodedLength(TokenWriter.MaxBytes))
        {
            throw Refusal.InvalidToken(field, $"it has {token.Length} characters; no token is that long.");
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(token.Length)];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done)
        {
            throw Refusal.InvalidToken(field, "it is not base64url; pass tokens on as they came.");
        }

        if (length < 5 || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(length - 4)) != TokenWriter.Checksum(bytes.AsSpan(0, length - 4)))
        {
            throw Refusal.InvalidToken(field, "its checksum is wrong: it was cut or changed on the way.");
        }

        if (bytes[0] != (byte)format)
        {
            throw Refusal.InvalidToken(
                field,
                Enum.IsDefined((TokenFormat)bytes[0])
                    ? $"it is a token of another kind ({(TokenFormat)bytes[0]}); expected {format}."
                    : $"its format {bytes[0]} is not known to this version.");
        }

        rest = bytes.AsSpan(1, length - 5);
    }

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>Reads an unsigned number.</summary>
    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Take(1)[0];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    /// <summary>Reads a number that must be below a bound.</summary>
    public int Number(int below)
    {
        var value = Number();
        return value < (ulong)below ? (int)value : throw Damaged();
    }

    /// <summary>Reads 16 bytes.</summary>
    public Guid Id() => new(Take(16), bigEndian: true);

    /// <summary>Reads a text.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Number(TokenWriter.MaxBytes)));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            throw Damaged();
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    // The checksum was right, so another version wrote it.
    private readonly RefusalException Damaged() => Refusal.InvalidToken(field, "its fields do not add up: another version made it.");
}
