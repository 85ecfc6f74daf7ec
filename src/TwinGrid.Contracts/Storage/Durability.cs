namespace TwinGrid.Contracts.Storage;

/// <summary>What an acknowledgement survives; ordered from strongest to weakest.</summary>
public enum Durability : byte
{
    /// <summary>kill -9, a crash of the operating system, loss of power: the store syncs before it answers.</summary>
    PowerLoss = 1,

    /// <summary>kill -9 only: the store's unsynced mode.</summary>
    ProcessCrash = 2,

    /// <summary>Nothing.</summary>
    Memory = 3,
}
