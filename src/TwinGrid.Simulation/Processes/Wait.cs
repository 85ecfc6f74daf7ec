using System.Globalization;
using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Processes;

/// <summary>Something to be awaited in a process, once. Nothing happens before the await.</summary>
public readonly struct Wait
{
    /// <summary>The default is over at once.</summary>
    internal Wait(WaitSource source, long ticks = 0, double value = 0, object? detail = null, int operation = 0)
    {
        Source = source;
        Ticks = ticks;
        Value = value;
        Detail = detail;
        Operation = operation;
        Patience = -1;
    }

    private Wait(in Wait other, long patience)
    {
        this = other;
        Patience = patience;
    }

    internal WaitSource? Source { get; }

    internal long Ticks { get; }

    internal double Value { get; }

    internal object? Detail { get; }

    internal int Operation { get; }

    /// <summary>Ticks; negative = without end.</summary>
    internal long Patience { get; }

    /// <summary>The same with limited patience: when it ends first, the process gives up waiting (it reneges) and gets <see cref="WaitStatus.TimedOut"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public Wait Within(SimDuration patience) => patience.Ticks >= 0
        ? new Wait(this, patience.Ticks)
        : throw new ArgumentOutOfRangeException(nameof(patience), patience, string.Create(CultureInfo.InvariantCulture, $"A patience of {patience.Ticks} ticks; 0 or more."));

    /// <summary>Begins to wait.</summary>
    /// <exception cref="InvalidOperationException">Not within a process.</exception>
    public WaitAwaiter GetAwaiter() => Source is null ? default : new WaitAwaiter(ProcessBody.Begin(this, out var isOver), isOver);
}
