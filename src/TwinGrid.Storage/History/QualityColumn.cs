namespace TwinGrid.Storage.History;

/// <summary>Status codes as runs: code, then how often. Nearly always a single run.</summary>
internal static class QualityColumn
{
    public static void Write(ReadOnlySpan<uint> qualities, ByteWriter to)
    {
        for (var start = 0; start < qualities.Length;)
        {
            var length = qualities[start..].IndexOfAnyExcept(qualities[start]);
            length = length < 0 ? qualities.Length - start : length;
            to.WriteVarint(qualities[start]);
            to.WriteVarint((ulong)length);
            start += length;
        }
    }

    public static void Read(ref ByteReader from, Span<uint> qualities)
    {
        while (qualities.Length > 0)
        {
            var code = from.ReadVarint();
            var length = from.ReadCount(qualities.Length);
            if (code > uint.MaxValue || length == 0)
            {
                throw new InvalidDataException($"Chunk holds a quality run of {length} times 0x{code:X}.");
            }

            qualities[..length].Fill((uint)code);
            qualities = qualities[length..];
        }
    }
}
