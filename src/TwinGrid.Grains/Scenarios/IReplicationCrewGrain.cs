namespace TwinGrid.Grains.Scenarios;

/// <summary>What runs replications on one silo; key: the silo's address, on which it lives.</summary>
[Alias("twingrid.IReplicationCrewGrain")]
internal interface IReplicationCrewGrain : IGrainWithStringKey
{
    /// <summary>Works for a run from now on, until it is over. Returns at once.</summary>
    [Alias("Join")]
    Task JoinAsync(string plant, string run);
}
