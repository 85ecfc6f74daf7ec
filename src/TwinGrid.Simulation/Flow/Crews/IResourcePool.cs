namespace TwinGrid.Simulation.Flow.Crews;

/// <summary>
/// What work needs and has to be had from others: repairmen, setters, operators, tools, spare parts. Whoever needs some makes a claim, gets it at once or later, and gives it
/// back; what is consumed (spare parts) is simply not given back to anybody.
/// </summary>
public interface IResourcePool
{
    /// <summary>Makes a claim. <see cref="IClaimant.OnGranted"/> is called before this returns, or later.</summary>
    void Request(ResourceClaim claim);

    /// <summary>Takes a claim back that was not granted; nothing when it was not made.</summary>
    void Withdraw(ResourceClaim claim);

    /// <summary>Gives back what was granted; nothing when nothing was.</summary>
    void Release(ResourceClaim claim);
}

/// <summary>Who makes claims.</summary>
public interface IClaimant
{
    /// <summary>The claim is granted; its <see cref="ResourceClaim.Pace"/> says how fast the work will go.</summary>
    void OnGranted(ResourceClaim claim);
}
