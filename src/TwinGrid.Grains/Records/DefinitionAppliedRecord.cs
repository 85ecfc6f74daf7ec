using System.IO.Compression;
using System.Text;

namespace TwinGrid.Grains.Records;

/// <summary>
/// A definition came into force. The record holds its canonical text (Brotli), so that recovery needs nothing but the log: a document that was
/// lost or restored apart from the log can't change what the fold gives.
/// </summary>
/// <param name="Version">Version in the plant.</param>
/// <param name="Hash">Hash of the canonical form.</param>
/// <param name="Text">Canonical text, as the definition reader takes it.</param>
/// <param name="ServerTimeNs">Server's clock.</param>
internal sealed record DefinitionAppliedRecord(ulong Version, string Hash, string Text, long ServerTimeNs)
{
    /// <summary>Text that one record may carry, in bytes; a check against damaged lengths.</summary>
    public const int MaxTextBytes = 64 << 20;

    public void Write(StateWriter writer)
    {
        writer.UInt64(Version);
        writer.String(Hash);
        writer.Int64(ServerTimeNs);
        var text = Encoding.UTF8.GetBytes(Text);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(text.Length)];
        if (!BrotliEncoder.TryCompress(text, packed, out var length, quality: 4, window: 22))
        {
            throw new InvalidOperationException($"A definition of {text.Length} bytes did not fit into {packed.Length} compressed.");
        }

        writer.Int32(text.Length);
        writer.Int32(length);
        writer.Bytes(packed.AsSpan(0, length));
    }

    public static DefinitionAppliedRecord Read(ReadOnlySpan<byte> payload)
    {
        var reader = new StateReader(payload);
        return Read(ref reader);
    }

    /// <summary>Reads one that is part of something else.</summary>
    public static DefinitionAppliedRecord Read(ref StateReader reader)
    {
        var version = reader.UInt64();
        var hash = reader.String();
        var serverTimeNs = reader.Int64();
        var length = reader.Int32();
        if (length is < 0 or > MaxTextBytes)
        {
            throw new InvalidDataException($"Definition of {length} bytes; at most {MaxTextBytes}.");
        }

        var text = new byte[length];
        return BrotliDecoder.TryDecompress(reader.Bytes(reader.Int32()), text, out var written) && written == length
            ? new(version, hash, Encoding.UTF8.GetString(text), serverTimeNs)
            : throw new InvalidDataException($"The definition of version {version} does not unpack to its {length} bytes.");
    }
}
