using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>Makes parts and takes them back, so that a steady flow allocates nothing. Counts them: what was made is inside the plant or has left it.</summary>
public sealed class PartPool
{
    /// <summary>Parts that may be in a plant at once: what memory has room for, and far more than any plant has.</summary>
    public const long MaxInside = 5_000_000;

    private readonly Stack<Part> free = new();

    /// <summary>Parts made so far, contents of others included.</summary>
    public long Made { get; private set; }

    /// <summary>Parts that have left the plant, contents of others included.</summary>
    public long Left { get; private set; }

    /// <summary>Parts that must be somewhere in the plant.</summary>
    public long Inside => Made - Left;

    /// <summary>Makes a part.</summary>
    /// <param name="origin">Stable hash of the component that makes it.</param>
    /// <param name="number">Number among those of its origin.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="ModelException">More than <see cref="MaxInside"/> are in the plant.</exception>
    public Part Make(uint origin, long number, SimTime now)
    {
        if (Inside >= MaxInside)
        {
            throw TooMany();
        }

        if (!free.TryPop(out var part))
        {
            part = new Part();
        }

        part.Origin = origin;
        part.Number = number;
        part.Created = part.Entered = now;
        Made++;
        return part;
    }

    private static ModelException TooMany() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"more than {MaxInside} parts are in the model at once: far more come than leave. Lower the arrivals (interarrival, rate, batch), or give buffers a capacity so that sources wait."));

    /// <summary>Takes a part back, with all that is in it.</summary>
    public void Return(Part part)
    {
        ArgumentNullException.ThrowIfNull(part);
        foreach (var item in part.Items)
        {
            Return(item);
        }

        var order = part.Order;
        Left++;
        part.Clear();
        free.Push(part);
        if (order is not null)
        {
            order.Finished++;
            order.Owner?.OnPartLeft(order);
        }
    }
}
