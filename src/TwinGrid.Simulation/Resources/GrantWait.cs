using System.ComponentModel;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Resources;

/// <summary>A request to be awaited in a process. Nothing happens before the await.</summary>
public readonly struct GrantWait
{
    private readonly Wait wait;

    internal GrantWait(in Wait wait) => this.wait = wait;

    /// <summary>As a part of Any or All: <see cref="PartsResult.Grant"/> gives the unit.</summary>
    public static implicit operator Wait(GrantWait request) => request.wait;

    /// <inheritdoc cref="Wait.Within"/>
    public GrantWait Within(SimDuration patience) => new(wait.Within(patience));

    /// <summary>Begins to wait.</summary>
    /// <exception cref="InvalidOperationException">Not within a process.</exception>
    public GrantAwaiter GetAwaiter() => new(ProcessBody.Begin(wait, out var isOver), isOver);
}

/// <summary>Awaits a <see cref="GrantWait"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GrantAwaiter : IProcessAwaiter
{
    private readonly ProcessBody body;

    internal GrantAwaiter(ProcessBody body, bool isOver)
    {
        this.body = body;
        IsCompleted = isOver;
    }

    /// <summary>Whether the process goes on without waiting.</summary>
    public bool IsCompleted { get; }

    /// <summary>The unit, or why there is none.</summary>
    public Grant GetResult()
    {
        var result = body.Result(out WaitNode node);
        return ((Resource)node.Source!).GrantOf(node, result);
    }

    /// <summary>Processes don't use it.</summary>
    public void OnCompleted(Action continuation) => ProcessBody.Misuse(body);

    /// <summary>Processes don't use it.</summary>
    public void UnsafeOnCompleted(Action continuation) => ProcessBody.Misuse(body);
}
