using System.Globalization;

namespace TwinGrid.Simulation.Randomness;

/// <summary>
/// All the chance of one replication. What it gives depends on seed, component path, purpose and replication only: never on the arm of an experiment, on the order of
/// calls or on what else the model holds, so that adding a component moves no other draw and arms stay synchronised (common random numbers). Immutable.
/// </summary>
/// <remarks>Philox4x32-10 (Salmon et al. 2011) with the layout of <c>StreamLayout</c>: at most 2^28 replications, and in one replication 2^37 draws a stream and 2^36 entities.</remarks>
public sealed class StreamSource
{
    private readonly StreamKind domain;

    /// <summary>The chance of a replication.</summary>
    /// <param name="seed">Of the experiment; any number.</param>
    /// <param name="replication">0 to 2^28 - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such replication.</exception>
    public StreamSource(ulong seed, long replication)
        : this(seed, replication, StreamKind.Sequence)
    {
    }

    private StreamSource(ulong seed, long replication, StreamKind domain)
    {
        if (replication is < 0 or > StreamLayout.MaxReplication)
        {
            throw new ArgumentOutOfRangeException(
                nameof(replication), replication, string.Create(CultureInfo.InvariantCulture, $"Replication {replication}; from 0 to {StreamLayout.MaxReplication}."));
        }

        Seed = seed;
        Replication = replication;
        this.domain = domain;
    }

    /// <summary>Of the experiment.</summary>
    public ulong Seed { get; }

    /// <summary>From 0; of <see cref="StateDraw"/> the number of the draw.</summary>
    public long Replication { get; }

    /// <summary>
    /// The chance behind draw number <paramref name="draw"/> of uncertain state and parameters. Its streams meet none of any replication. Arms that take the same number share the
    /// draw, and so do replications nested under it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to 2^28 - 1.</exception>
    public static StreamSource StateDraw(ulong seed, long draw) => new(seed, draw, StreamKind.StateDraw);

    /// <summary>A stream of its own for one use of chance in one component, at its beginning. Asking again gives the same numbers again.</summary>
    /// <param name="componentPath">Such as <c>line1.filler</c>.</param>
    /// <param name="purpose">Such as <c>service</c>.</param>
    public RandomStream Stream(string componentPath, string purpose) => new(Seed, Id(StreamKind.Sequence, componentPath, purpose), Replication);

    /// <summary>Draws by entity and operation: what an entity meets depends on who it is, not on who came before it.</summary>
    /// <param name="purpose">Such as <c>quality</c>. Shared by all components: put the component's place into the operation, or use <see cref="Indexed"/>.</param>
    public IndexedDraws Entity(string purpose) => new(Seed, Id(StreamKind.Entity, "", purpose), Replication);

    /// <summary>Draws by ordinal (the third breakdown of a machine), or by entity within one component.</summary>
    /// <param name="componentPath">Such as <c>line1.filler</c>.</param>
    /// <param name="purpose">Such as <c>breakdown</c>.</param>
    public IndexedDraws Indexed(string componentPath, string purpose) => new(Seed, Id(StreamKind.Ordinal, componentPath, purpose), Replication);

    private ulong Id(StreamKind kind, string path, string purpose)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(purpose);
        return StreamLayout.Id(kind | domain, path, purpose);
    }
}
