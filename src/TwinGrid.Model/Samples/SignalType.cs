namespace TwinGrid.Model.Samples;

/// <summary>What a signal carries. On the wire, in the log and in the live table every value is one <see cref="double"/>.</summary>
public enum SignalType : byte
{
    /// <summary>An IEEE 754 double.</summary>
    Number = 1,

    /// <summary>A whole number within ±2^53, the range that a double holds exactly.</summary>
    Integer = 2,

    /// <summary>0 or 1.</summary>
    Boolean = 3,

    /// <summary>Text of at most 1 024 bytes of UTF-8; the double is an index into the batch's text table.</summary>
    String = 4,

    /// <summary>The ordinal of one of the definition's symbols.</summary>
    Enumeration = 5,
}
