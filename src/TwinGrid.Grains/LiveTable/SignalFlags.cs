namespace TwinGrid.Grains.LiveTable;

/// <summary>What a committed sample of a signal touches beside its cell.</summary>
[Flags]
internal enum SignalFlags : byte
{
    None = 0,

    /// <summary>No longer in the type: takes no samples, keeps its last value and its history.</summary>
    Retired = 1,

    /// <summary>An alarm watches it.</summary>
    Alarms = 2,

    /// <summary>Part of the type's production figures.</summary>
    Production = 4,

    /// <summary>Has a <see cref="SignalMonitor"/> beside its cell.</summary>
    Monitor = 8,

    /// <summary>Carries text, kept beside the page.</summary>
    Text = 16,

    /// <summary>Computed by the server.</summary>
    Derived = 32,

    /// <summary>Samples must be looked at one by one.</summary>
    OneByOne = Alarms | Production | Monitor,
}
