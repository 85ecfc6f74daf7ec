using System.Runtime.InteropServices;
using System.Text;

namespace TwinGrid.Storage.History;

/// <summary>Texts by dictionary, in order of first appearance.</summary>
internal static class TextColumn
{
    public static void Write(ReadOnlySpan<string> texts, Span<ulong> scratch, ByteWriter to)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var distinct = new List<string>();
        var residuals = scratch[..texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, texts[i], out var known);
            if (!known)
            {
                number = distinct.Count;
                distinct.Add(texts[i]);
            }

            residuals[i] = (ulong)number;
        }

        to.WriteVarint((ulong)distinct.Count);
        foreach (var text in distinct)
        {
            WriteText(text, to);
        }

        PlaneColumn.Write(residuals, to);
    }

    public static string[] Read(ref ByteReader from, int count, Span<ulong> scratch)
    {
        var distinct = new string[from.ReadCount(Math.Min(count, from.Remaining))];
        for (var i = 0; i < distinct.Length; i++)
        {
            distinct[i] = ReadText(ref from);
        }

        var numbers = scratch[..count];
        PlaneColumn.Read(ref from, numbers);
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            texts[i] = numbers[i] < (ulong)distinct.Length
                ? distinct[numbers[i]]
                : throw new InvalidDataException($"Chunk refers to text {numbers[i]} of {distinct.Length}.");
        }

        return texts;
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static void WriteText(string text, ByteWriter to)
    {
        // Length with the lowest bit set: UTF-16, for the rare text that is no well-formed Unicode.
        if (IsWellFormed(text))
        {
            var length = Strict.GetByteCount(text);
            to.WriteVarint((ulong)length << 1);
            Strict.GetBytes(text, to.Take(length));
        }
        else
        {
            to.WriteVarint(((ulong)text.Length << 2) | 1);
            MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(to.Take(text.Length * sizeof(char)));
        }
    }

    private static string ReadText(ref ByteReader from)
    {
        var head = from.ReadVarint();
        var length = head >> 1;
        if (length > (ulong)from.Remaining)
        {
            throw new InvalidDataException($"Chunk holds a text of {length} bytes where {from.Remaining} are left.");
        }

        var bytes = from.Take((int)length);
        if ((head & 1) != 0)
        {
            return bytes.Length % 2 == 0
                ? new string(MemoryMarshal.Cast<byte, char>(bytes))
                : throw new InvalidDataException($"Chunk holds UTF-16 text of {bytes.Length} bytes.");
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException damage)
        {
            throw new InvalidDataException("Chunk holds text that is not UTF-8.", damage);
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
