using System.ComponentModel;
using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Processes;

/// <summary>A wait for any or all of several things; its parts were taken up when it was made, so await it at once.</summary>
public readonly struct PartsWait
{
    private readonly ProcessBody body;
    private readonly bool isOver;

    internal PartsWait(Simulator simulator, ReadOnlySpan<Wait> waits, bool any, SimDuration? patience)
    {
        if (patience is { Ticks: < 0 } given)
        {
            throw new ArgumentOutOfRangeException(
                nameof(patience), given, string.Create(CultureInfo.InvariantCulture, $"A patience of {simulator.Clock.Seconds(given)} s; 0 or more."));
        }

        body = simulator.Processes.Running(any ? "Any" : "All");
        isOver = body.BeginParts(waits, any, patience?.Ticks ?? -1);
    }

    /// <summary>Goes on to wait.</summary>
    public PartsAwaiter GetAwaiter() => new(body, isOver);
}

/// <summary>Awaits a <see cref="PartsWait"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PartsAwaiter : IProcessAwaiter
{
    private readonly ProcessBody body;

    internal PartsAwaiter(ProcessBody body, bool isOver)
    {
        this.body = body;
        IsCompleted = isOver;
    }

    /// <summary>Whether the process goes on without waiting.</summary>
    public bool IsCompleted { get; }

    /// <summary>How the wait ended.</summary>
    public PartsResult GetResult() => new(body.Result(out WaitParts parts), parts);

    /// <summary>Processes don't use it.</summary>
    public void OnCompleted(Action continuation) => ProcessBody.Misuse(body);

    /// <summary>Processes don't use it.</summary>
    public void UnsafeOnCompleted(Action continuation) => ProcessBody.Misuse(body);
}
