using TwinGrid.Gateway.Errors;

namespace TwinGrid.Gateway.Requests;

/// <summary>Bounds how many calls of a kind run at a time; one more is refused, never queued.</summary>
/// <param name="limit">Calls at a time.</param>
/// <param name="what">What they are, for the refusal.</param>
internal sealed class Admission(int limit, string what)
{
    private int running;

    /// <summary>Takes a place; disposed, it is given back.</summary>
    /// <exception cref="RefusalException">BUSY.</exception>
    public Place Enter()
    {
        if (Interlocked.Increment(ref running) > limit)
        {
            Interlocked.Decrement(ref running);
            throw Refusal.Busy($"{limit} {what} are open, as many as this server takes; try again later.");
        }

        return new Place(this);
    }

    /// <summary>A place that was taken.</summary>
    internal readonly struct Place(Admission admission) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Interlocked.Decrement(ref admission.running);
    }
}
