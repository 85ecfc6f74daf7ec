using System.ComponentModel;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Processes;

/// <summary>A delay to be awaited in a process. Also an alternative in <see cref="SimulatorProcesses.Any"/>.</summary>
public readonly struct DelayWait
{
    private readonly Simulator simulator;
    private readonly SimDuration delay;

    internal DelayWait(Simulator simulator, SimDuration delay)
    {
        this.simulator = simulator;
        this.delay = delay;
    }

    /// <summary>As a part of Any or All.</summary>
    public static implicit operator Wait(DelayWait delay) => new(delay.simulator.Processes.Timers, delay.delay.Ticks);

    /// <summary>Begins to wait.</summary>
    /// <exception cref="InvalidOperationException">Not within a process.</exception>
    public DelayAwaiter GetAwaiter()
    {
        var body = simulator.Processes.Running("A delay");
        return new DelayAwaiter(body, body.BeginDelay(delay));
    }
}

/// <summary>Awaits a <see cref="DelayWait"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DelayAwaiter : IProcessAwaiter
{
    private readonly ProcessBody body;

    internal DelayAwaiter(ProcessBody body, bool isOver)
    {
        this.body = body;
        IsCompleted = isOver;
    }

    /// <summary>Whether the process goes on without waiting: after an interruption that came before.</summary>
    public bool IsCompleted { get; }

    /// <summary>How the wait ended.</summary>
    public WaitResult GetResult() => body.Result();

    /// <summary>Processes don't use it.</summary>
    public void OnCompleted(Action continuation) => ProcessBody.Misuse(body);

    /// <summary>Processes don't use it.</summary>
    public void UnsafeOnCompleted(Action continuation) => ProcessBody.Misuse(body);
}
