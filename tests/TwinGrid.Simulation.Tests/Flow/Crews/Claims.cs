using TwinGrid.Simulation.Flow.Crews;

namespace TwinGrid.Simulation.Tests.Flow.Crews;

/// <summary>Makes claims on a pool and notes which were granted, in order.</summary>
internal sealed class Claims(IResourcePool pool) : IClaimant
{
    public List<string> Granted { get; } = [];

    public ResourceClaim Request(string place, int amount = 1, double priority = 0)
    {
        var claim = new ResourceClaim(this, place, "repair") { Amount = amount, Priority = priority };
        pool.Request(claim);
        return claim;
    }

    public void OnGranted(ResourceClaim claim) => Granted.Add(claim.Place);
}
