namespace TwinGrid.Grains.Scenarios;

/// <summary>Passes on to the silo's crew. Holds nothing.</summary>
[OnNamedSilo]
internal sealed class ReplicationCrewGrain(ReplicationCrew crew) : Grain, IReplicationCrewGrain
{
    /// <inheritdoc/>
    public Task JoinAsync(string plant, string run)
    {
        crew.Join(plant, run);
        return Task.CompletedTask;
    }
}
