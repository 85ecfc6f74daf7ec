using System.Runtime.InteropServices;

namespace TwinGrid.Grains.Records;

/// <summary>Fixed head of a <see cref="SamplesRecord"/>, 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = 64)]
internal struct SamplesHeader
{
    /// <summary>Layout that this code writes.</summary>
    public const byte CurrentVersion = 1;

    /// <summary>Flag: a column of qualities follows the values; without it all are good.</summary>
    public const byte HasQualities = 1;

    /// <summary>Layout of the record.</summary>
    public byte Version;

    /// <summary>See the flags.</summary>
    public byte Flags;

    /// <summary>0.</summary>
    public ushort Reserved;

    /// <summary>Number that the producer's first <see cref="LaneOpenedRecord"/> gave it; the epoch is that of its newest.</summary>
    public uint Producer;

    /// <summary>Sequence number in the lane.</summary>
    public ulong Seq;

    /// <summary>XxHash3 of the batch as it came.</summary>
    public ulong PayloadHash;

    /// <summary>Server's clock at the decision, ns since 1970 UTC.</summary>
    public long ServerTimeNs;

    /// <summary>Samples that the producer sent; the first ones of the columns.</summary>
    public int Samples;

    /// <summary>Runs of those.</summary>
    public int Runs;

    /// <summary>Samples of derived signals that the server computed; the last ones of the columns.</summary>
    public int DerivedSamples;

    /// <summary>Runs of those.</summary>
    public int DerivedRuns;

    /// <summary>Rejected items.</summary>
    public int Rejections;

    /// <summary>Texts in the table.</summary>
    public int Texts;

    /// <summary>Bytes of all texts together.</summary>
    public int TextBytes;
}
