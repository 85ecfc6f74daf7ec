using TwinGrid.Contracts.Alarms;

namespace TwinGrid.Grains.Alarms;

/// <summary>State of one alarm of one asset that has left normal at least once. Times in ns since 1970 UTC, 0 = never.</summary>
internal struct AlarmCell
{
    /// <summary>Index of the asset's next cell; -1 = last.</summary>
    public int Next;

    /// <summary>Number of the alarm's id: ids outlive the order of a definition.</summary>
    public int AlarmNumber;

    /// <summary>State.</summary>
    public AlarmState State;

    /// <summary>The condition holds.</summary>
    public bool IsActive;

    /// <summary>Source time when last raised; server time for stale.</summary>
    public long RaisedNs;

    /// <summary>Source time when last cleared; 0 while active.</summary>
    public long ClearedNs;

    /// <summary>Server time of the acknowledgement; 0 = not since it was raised.</summary>
    public long AcknowledgedNs;

    /// <summary>Server time at which shelving ends; 0 = not shelved.</summary>
    public long ShelvedUntilNs;

    /// <summary>Value that raised it, in the unit (per second for rate).</summary>
    public double Value;

    /// <summary>Commit index of the last change.</summary>
    public ulong Revision;

    /// <summary>Who acknowledged.</summary>
    public string By;

    /// <summary>Comment of the last action.</summary>
    public string Comment;
}
