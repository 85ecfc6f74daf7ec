using System.Globalization;

namespace TwinGrid.Simulation.Randomness;

/// <summary>
/// Random numbers by index instead of by order: the same entity in the same operation, or the same breakdown of a machine, meets the same number in every arm of an
/// experiment, whatever happened before. Stateless; safe for several threads; allocates nothing.
/// </summary>
public sealed class IndexedDraws
{
    private readonly ulong key;
    private readonly ulong id;
    private readonly ulong firstIndex;

    internal IndexedDraws(ulong seed, ulong id, long replication)
    {
        key = seed;
        this.id = id;
        firstIndex = (ulong)replication << StreamLayout.IndexBits;
    }

    /// <summary>The uniform of an entity (or ordinal) in an operation, on the open interval (0, 1), a multiple of 2^-53.</summary>
    /// <param name="entity">0 to 2^36 - 1.</param>
    /// <param name="operation">Any number: the step of a route, the place of a component.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such entity.</exception>
    public double Draw(long entity, int operation = 0)
    {
        if (entity is < 0 or > StreamLayout.MaxIndex)
        {
            throw new ArgumentOutOfRangeException(
                nameof(entity), entity, string.Create(CultureInfo.InvariantCulture, $"Entity or ordinal {entity}; from 0 to {StreamLayout.MaxIndex}."));
        }

        var (word, _) = Philox4x32.Block(firstIndex | (ulong)entity, SplitMix64.At(id, (uint)operation), key);
        return RandomStream.OpenUnit(word);
    }
}
