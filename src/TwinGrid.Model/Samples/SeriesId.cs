using System.Globalization;

namespace TwinGrid.Model.Samples;

/// <summary>
/// One signal of one asset within a partition: the asset's slot and the signal's ordinal in its type. Stable for the life of the
/// partition: the log and the history refer to it. Ordinals of retired signals are not given out again.
/// </summary>
/// <param name="Value">slot &lt;&lt; 10 | ordinal.</param>
public readonly record struct SeriesId(uint Value) : IComparable<SeriesId>
{
    /// <summary>Bits of the ordinal.</summary>
    public const int OrdinalBits = 10;

    /// <summary>Signals that a type may have over its life, 1 024.</summary>
    public const int MaxOrdinals = 1 << OrdinalBits;

    /// <summary>Assets that a partition may have over its life, 4 194 304.</summary>
    public const int MaxSlots = 1 << (32 - OrdinalBits);

    /// <summary>Combines a slot in [0, <see cref="MaxSlots"/>) and an ordinal in [0, <see cref="MaxOrdinals"/>).</summary>
    public SeriesId(int slot, int ordinal)
        : this(((uint)slot << OrdinalBits) | (uint)ordinal)
    {
    }

    /// <summary>The asset's slot in its partition.</summary>
    public int Slot => (int)(Value >> OrdinalBits);

    /// <summary>The signal's ordinal in its asset type.</summary>
    public int Ordinal => (int)(Value & (MaxOrdinals - 1));

    /// <inheritdoc/>
    public int CompareTo(SeriesId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Slot}.{Ordinal}");
}
