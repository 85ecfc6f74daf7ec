using System.Numerics;

namespace TwinGrid.Simulation.Kernel;

/// <summary>
/// Digest of the sequence of events: two replications with equal digests went through the same events at the same ticks. Checkpoints at a doubling stride let two traces
/// be compared down to a stretch of events without keeping them.
/// </summary>
public sealed class EventTrace
{
    /// <summary>Checkpoints kept at the most.</summary>
    public const int MaxCheckpoints = 64;

    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;

    private readonly List<TraceCheckpoint> checkpoints = new(MaxCheckpoints);
    private ulong state = Prime2;
    private long stride = 1_024;
    private long nextCheckpoint = 1_024;

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    /// <summary>To whom the last event happened.</summary>
    internal ulong LastTarget { get; private set; }

    /// <summary>Digest of all events so far.</summary>
    public ulong Digest => Finish(state ^ (ulong)Count);

    /// <summary>Digests on the way, evenly spaced.</summary>
    public IReadOnlyList<TraceCheckpoint> Checkpoints => checkpoints;

    internal void Add(long time, ulong target, int kind, long argument)
    {
        // Multiply-rotate chains as in XXH64: an event changes all later states.
        var value = unchecked(((ulong)time * Prime1) ^ target ^ ((ulong)(uint)kind << 32) ^ BitOperations.RotateLeft((ulong)argument, 17));
        LastTarget = target;
        state = unchecked(BitOperations.RotateLeft(state ^ (value * Prime2), 31) * Prime1);
        if (++Count == nextCheckpoint)
        {
            Checkpoint(time);
        }
    }

    private void Checkpoint(long time)
    {
        if (checkpoints.Count == MaxCheckpoints)
        {
            for (var i = 0; i < MaxCheckpoints / 2; i++)
            {
                checkpoints[i] = checkpoints[2 * i + 1];
            }

            checkpoints.RemoveRange(MaxCheckpoints / 2, MaxCheckpoints / 2);
            stride *= 2;
        }

        // After a thinning the present count need not be a multiple of the new stride.
        if (Count % stride == 0)
        {
            checkpoints.Add(new TraceCheckpoint(Count, time, Digest));
        }

        nextCheckpoint = (Count / stride + 1) * stride;
    }

    private static ulong Finish(ulong value)
    {
        value = unchecked((value ^ (value >> 33)) * Prime2);
        value = unchecked((value ^ (value >> 29)) * Prime1);
        return value ^ (value >> 32);
    }
}

/// <summary>The trace's digest at a count of events.</summary>
/// <param name="Count">Events so far.</param>
/// <param name="Ticks">Time of the last of them.</param>
/// <param name="Digest">Digest of them all.</param>
public readonly record struct TraceCheckpoint(long Count, long Ticks, ulong Digest);
