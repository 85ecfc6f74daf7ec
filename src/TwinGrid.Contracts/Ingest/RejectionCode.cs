namespace TwinGrid.Contracts.Ingest;

/// <summary>Why an item was not accepted. Logged, so numbers never change.</summary>
public enum RejectionCode : byte
{
    /// <summary>Accepted.</summary>
    None = 0,

    /// <summary>No such asset or signal, or a handle that was not declared.</summary>
    UnknownSignal = 1,

    /// <summary>The declared unit is neither the signal's nor one that it accepts.</summary>
    UnitMismatch = 2,

    /// <summary>The value does not fit the signal's type.</summary>
    TypeMismatch = 3,

    /// <summary>NaN or infinite with a quality that is not bad.</summary>
    ValueNotFinite = 4,

    /// <summary>More than 5 minutes ahead of the server's clock.</summary>
    TimestampFuture = 5,

    /// <summary>Older than the signal's late window.</summary>
    TimestampTooOld = 6,

    /// <summary>The asset or signal is retired.</summary>
    Retired = 7,

    /// <summary>The series lives in another partition.</summary>
    WrongPartition = 8,
}
