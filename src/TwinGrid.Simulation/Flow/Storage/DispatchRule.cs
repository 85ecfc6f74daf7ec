using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;

namespace TwinGrid.Simulation.Flow.Storage;

/// <summary>Which of the waiting parts goes next.</summary>
internal abstract class DispatchRule
{
    /// <summary>The place of the next part that an inlet takes; -1 when there is none.</summary>
    /// <param name="queue">Waiting parts, in the order in which they came.</param>
    /// <param name="count">Only so many of them, from the first on, may go.</param>
    /// <param name="inlet">Where it would go.</param>
    /// <param name="now">The present.</param>
    public abstract int Next(PartQueue queue, int count, PartInlet inlet, SimTime now);

    /// <summary>Whether a part that just comes may go ahead of all that waits, when somebody takes it and none of them.</summary>
    public virtual bool MayPass(Part part) => true;

    /// <summary>Told of a part that goes.</summary>
    public virtual void OnGone(Part part)
    {
    }
}

/// <summary>First come, first served, among those that are taken.</summary>
internal sealed class FifoRule : DispatchRule
{
    public override int Next(PartQueue queue, int count, PartInlet inlet, SimTime now)
    {
        for (var i = 0; i < count; i++)
        {
            if (inlet.CanAccept(queue[i]))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>Last come, first served.</summary>
internal sealed class LifoRule : DispatchRule
{
    public override int Next(PartQueue queue, int count, PartInlet inlet, SimTime now)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            if (inlet.CanAccept(queue[i]))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>The smallest key first; among equal ones who came first. Keys are computed when somebody is to go, so that they may depend on the time.</summary>
/// <param name="key">Key of a part at an instant.</param>
internal sealed class KeyRule(Func<Part, SimTime, double> key) : DispatchRule
{
    public override int Next(PartQueue queue, int count, PartInlet inlet, SimTime now)
    {
        var best = -1;
        var least = double.PositiveInfinity;
        for (var i = 0; i < count; i++)
        {
            var value = key(queue[i], now);
            if ((best < 0 || value < least) && inlet.CanAccept(queue[i]))
            {
                (best, least) = (i, value);
            }
        }

        return best;
    }
}

/// <summary>Only in a given sequence of order numbers: the next one is waited for, whatever else there is.</summary>
/// <param name="sequence">Order numbers.</param>
internal sealed class SequenceRule(IReadOnlyList<int> sequence) : DispatchRule
{
    private int next;

    public override int Next(PartQueue queue, int count, PartInlet inlet, SimTime now)
    {
        for (var i = 0; i < count; i++)
        {
            if (MayPass(queue[i]) && inlet.CanAccept(queue[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public override bool MayPass(Part part) => next < sequence.Count && part.Order?.Number == sequence[next];

    public override void OnGone(Part part) => next++;
}
