namespace TwinGrid.Grains.Watches;

/// <summary>Bounds of watches.</summary>
public sealed record WatchOptions
{
    /// <summary>Time between two looks for changes; 100 ms.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Least time between two answers of a state watch that asks for none; 100 ms.</summary>
    public TimeSpan MinInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Changes in one answer at the most; 1 000.</summary>
    public int MaxChanges { get; init; } = 1_000;

    /// <summary>Signals that one state watch may follow, over all assets that match: what it remembers of each is 24 bytes; 4 000 000.</summary>
    public int MaxSignals { get; init; } = 4_000_000;

    /// <summary>Events that an event watch may be behind before it ends; 10 000.</summary>
    public int MaxEventsBehind { get; init; } = 10_000;
}
