using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Queries;

/// <summary>
/// Where a page ended: the keys of its last item, and a hash of the query so that a token is not used with another one. A keyset, not an offset:
/// what is added or removed meanwhile neither repeats an item nor skips one.
/// </summary>
internal static class PageToken
{
    private const byte Version = 1;

    /// <summary>Hash of what a token belongs to.</summary>
    public static ulong HashOf(params ReadOnlySpan<string> query) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(string.Join('\n', query.ToArray().Select(part => part.Length + ":" + part)).AsSpan()));

    /// <summary>Makes a token.</summary>
    public static string Write(ulong queryHash, ReadOnlySpan<SortKey> keys)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(queryHash);
        writer.Write((byte)keys.Length);
        foreach (var key in keys)
        {
            writer.Write(key.Text is not null);
            if (key.Text is { } text)
            {
                writer.Write(text);
            }
            else
            {
                writer.Write(key.Number);
            }
        }

        writer.Flush();
        writer.Write(XxHash32.HashToUInt32(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return Base64Url.EncodeToString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Reads a token; null for none.</summary>
    /// <exception cref="FilterException">It is no token, or belongs to another query.</exception>
    public static SortKey[]? Read(string? token, ulong queryHash, int keys)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        if (!TryDecode(token, out var bytes))
        {
            throw new FilterException("The page token was not made by this server, or was cut.", "page_token");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (reader.ReadByte() != Version || reader.ReadUInt64() != queryHash || reader.ReadByte() != keys)
        {
            throw new FilterException(
                "The page token belongs to another query: parent, filter and order must be those of the page before.", "page_token");
        }

        var result = new SortKey[keys];
        for (var i = 0; i < keys; i++)
        {
            result[i] = reader.ReadBoolean() ? new SortKey(reader.ReadString()) : new SortKey(reader.ReadDouble());
        }

        return result;
    }

    private static bool TryDecode(string token, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(token, out var length) || length < 14)
        {
            return false;
        }

        var all = Base64Url.DecodeFromChars(token);
        bytes = all[..^4];
        return XxHash32.HashToUInt32(bytes) == BitConverter.ToUInt32(all, bytes.Length);
    }
}
