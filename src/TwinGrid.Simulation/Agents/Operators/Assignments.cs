using TwinGrid.Simulation.Flow.Crews;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>The claims that people have taken on. Grows to the largest number at once.</summary>
internal sealed class Assignments
{
    private readonly List<Assignment> all = [];
    private readonly Stack<Assignment> free = [];

    /// <summary>By its number.</summary>
    public Assignment this[int id] => all[id];

    /// <summary>People take a claim on.</summary>
    public Assignment Open(in WaitingClaim waiting)
    {
        if (!free.TryPop(out var assignment))
        {
            assignment = new Assignment(all.Count);
            all.Add(assignment);
        }

        assignment.Open(waiting);
        return assignment;
    }

    /// <summary>The one of a claim; null when nobody has taken it on.</summary>
    public Assignment? Find(ResourceClaim claim)
    {
        foreach (var assignment in all)
        {
            if (assignment.Claim == claim)
            {
                return assignment;
            }
        }

        return null;
    }

    /// <summary>So many numbers are in use, those of assignments that are free included.</summary>
    public int Count => all.Count;

    /// <summary>They are done with it.</summary>
    public void Close(Assignment assignment)
    {
        assignment.Close();
        free.Push(assignment);
    }
}
