using System.Security.Cryptography;

namespace TwinGrid.Model.Cuts;

/// <summary>
/// A cut as bytes: little-endian, everything in the order that <see cref="PlantCut"/> promises, so that equal cuts give equal bytes on every
/// machine and the bytes' SHA-256 names the cut. Numbers keep their bits.
/// </summary>
public static class CutEncoding
{
    /// <summary>Version that is written, and the newest that is read.</summary>
    public const byte Version = 1;

    /// <summary>Most bytes that a cut may take.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>First bytes of every cut.</summary>
    internal static ReadOnlySpan<byte> Magic => "TwinCut"u8;

    /// <summary>The cut as bytes.</summary>
    /// <exception cref="ArgumentException">Something is out of order, or it would take more than <see cref="MaxBytes"/>.</exception>
    public static byte[] Write(PlantCut cut)
    {
        ArgumentNullException.ThrowIfNull(cut);
        var writer = new CutWriter();
        writer.Write(cut);
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; anything else is refused.</summary>
    /// <exception cref="InvalidDataException">Damaged, or of a newer version.</exception>
    public static PlantCut Read(ReadOnlySpan<byte> bytes) => new CutReader(bytes).Read();

    /// <summary>The cut's name: SHA-256 of its bytes, 64 lower-case hex digits.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
