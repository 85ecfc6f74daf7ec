namespace TwinGrid.Gateway.Tokens;

/// <summary>First byte of a token: what it is and in which version. Never reused.</summary>
internal enum TokenFormat : byte
{
    /// <summary>Commit indexes: <see cref="ReadToken"/>.</summary>
    Read = 1,

    /// <summary>Places in the event log: <see cref="EventToken"/>.</summary>
    Events = 2,

    /// <summary>A place in a list: <see cref="PageToken"/>.</summary>
    Page = 3,
}
