using System.ComponentModel;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>A get from a store, to be awaited in a process. Nothing happens before the await.</summary>
/// <typeparam name="T">The items.</typeparam>
public readonly struct ReceiveWait<T>
{
    private readonly Wait wait;

    internal ReceiveWait(in Wait wait) => this.wait = wait;

    /// <summary>As a part of Any or All: <see cref="PartsResult.Item"/> gives the item.</summary>
    public static implicit operator Wait(ReceiveWait<T> get) => get.wait;

    /// <inheritdoc cref="Wait.Within"/>
    public ReceiveWait<T> Within(SimDuration patience) => new(wait.Within(patience));

    /// <summary>Begins to wait.</summary>
    /// <exception cref="InvalidOperationException">Not within a process.</exception>
    public ReceiveAwaiter<T> GetAwaiter() => new(ProcessBody.Begin(wait, out var isOver), isOver);
}

/// <summary>Awaits a <see cref="ReceiveWait{T}"/>.</summary>
/// <typeparam name="T">The items.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReceiveAwaiter<T> : IProcessAwaiter
{
    private readonly ProcessBody body;

    internal ReceiveAwaiter(ProcessBody body, bool isOver)
    {
        this.body = body;
        IsCompleted = isOver;
    }

    /// <summary>Whether the process goes on without waiting.</summary>
    public bool IsCompleted { get; }

    /// <summary>The item, or why there is none.</summary>
    public Received<T> GetResult()
    {
        var result = body.Result(out WaitNode node);
        return new Received<T>(result.Status, result.Cause, result.Completed ? ((Store<T>)node.Source!).Collect(node) : default);
    }

    /// <summary>Processes don't use it.</summary>
    public void OnCompleted(Action continuation) => ProcessBody.Misuse(body);

    /// <summary>Processes don't use it.</summary>
    public void UnsafeOnCompleted(Action continuation) => ProcessBody.Misuse(body);
}
