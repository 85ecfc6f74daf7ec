using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>People who have taken a claim on. Used again and again.</summary>
/// <param name="id">Its number among those of the group.</param>
internal sealed class Assignment(int id)
{
    private int[] people = new int[1];
    private int count;

    /// <summary>Its number among those of the group.</summary>
    public int Id { get; } = id;

    /// <summary>The claim; null = the assignment is free.</summary>
    public ResourceClaim? Claim { get; private set; }

    /// <summary>What it is about.</summary>
    public TaskKind Kind { get; private set; } = null!;

    /// <summary>Which of its kind.</summary>
    public long Ordinal { get; private set; }

    /// <summary>The event at which they begin.</summary>
    public EventHandle Beginning { get; set; }

    /// <summary>They are at it.</summary>
    public bool IsAtWork { get; set; }

    /// <summary>When they began.</summary>
    public SimTime Began { get; set; }

    /// <summary>So many of them are at it and there: who has gone home at the end of the shift is in no hazard.</summary>
    public int Exposed { get; set; }

    /// <summary>They do the wrong thing.</summary>
    public bool HasErred { get; set; }

    /// <summary>Their numbers.</summary>
    public Span<int> People => people.AsSpan(0, count);

    /// <summary>Of a claim.</summary>
    public void Open(in WaitingClaim waiting)
    {
        (Claim, Kind, Ordinal, count) = (waiting.Claim, waiting.Kind, waiting.Ordinal, waiting.Claim.Amount);
        (IsAtWork, Exposed, HasErred, Beginning) = (false, 0, false, default);
        if (people.Length < count)
        {
            people = new int[count];
        }
    }

    /// <summary>Free to be used again.</summary>
    public void Close() => Claim = null;
}
