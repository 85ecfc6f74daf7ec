using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Flow.Crews;

/// <summary>A claim on a resource pool. Made once by its claimant and used again and again, one use at a time.</summary>
/// <param name="claimant">Who is told.</param>
/// <param name="place">Path of the component where the work is.</param>
/// <param name="task">What is to be done: <c>repair</c>, <c>setup</c>, <c>operate</c>, <c>maintenance</c>.</param>
public sealed class ResourceClaim(IClaimant claimant, string place, string task)
{
    /// <summary>Who is told.</summary>
    public IClaimant Claimant { get; } = claimant;

    /// <summary>Path of the component where the work is.</summary>
    public string Place { get; } = place;

    /// <summary>What is to be done.</summary>
    public string Task { get; } = task;

    /// <summary>How many are needed, all at once; 1 or more.</summary>
    public int Amount { get; set; } = 1;

    /// <summary>Lower goes first.</summary>
    public double Priority { get; set; }

    /// <summary>When what the work is for is due; <see cref="SimTime.Never"/> = no matter.</summary>
    public SimTime Due { get; set; } = SimTime.Never;

    /// <summary>How long the work alone takes at an ordinary pace, s; NaN = not known.</summary>
    public double WorkSeconds { get; set; } = double.NaN;

    /// <summary>Set by the pool when it grants: the work takes so many times as long as at an ordinary pace (skill, fatigue).</summary>
    public double Pace { get; set; } = 1;

    /// <summary>Where it stands. Set by the pool.</summary>
    public ClaimState State { get; set; }

    /// <summary>When it was made. Set by the pool.</summary>
    public SimTime Requested { get; set; }

    /// <summary>What is told of it when it is granted.</summary>
    public void Grant()
    {
        State = ClaimState.Granted;
        Claimant.OnGranted(this);
    }
}

/// <summary>Where a claim stands.</summary>
public enum ClaimState : byte
{
    /// <summary>Nothing is claimed.</summary>
    None,

    /// <summary>Claimed, not granted.</summary>
    Waiting,

    /// <summary>Granted, not yet given back.</summary>
    Granted,
}
