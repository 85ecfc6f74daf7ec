using TwinGrid.Simulation.Flow.Parts;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>Parts that more urgent ones have driven out of their servers; the most urgent goes on first, of equals the one that waits longest.</summary>
internal sealed class SuspendedParts
{
    private readonly List<Suspended> parts = [];

    public int Count => parts.Count;

    /// <summary>Parts, those inside of others counted one by one.</summary>
    public int PartCount => parts.Sum(suspended => suspended.Part.Count());

    /// <summary>Priority of the one that goes on next; there must be one.</summary>
    public double BestPriority => parts[Best()].Part.Priority;

    public void Add(Suspended part) => parts.Add(part);

    /// <summary>Takes out the one that goes on next.</summary>
    public Suspended Next()
    {
        var best = Best();
        var next = parts[best];
        parts.RemoveAt(best);
        return next;
    }

    private int Best()
    {
        var best = 0;
        for (var i = 1; i < parts.Count; i++)
        {
            best = parts[i].Part.Priority < parts[best].Part.Priority ? i : best;
        }

        return best;
    }
}

/// <summary>A part, and how far its operation has come.</summary>
internal readonly record struct Suspended(Part Part, int Operation, double Work, double Left);
