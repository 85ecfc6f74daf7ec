using System.ComponentModel;

namespace TwinGrid.Simulation.Processes;

/// <summary>Awaits a <see cref="Wait"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WaitAwaiter : IProcessAwaiter
{
    private readonly ProcessBody? body;
    private readonly bool isOver;

    internal WaitAwaiter(ProcessBody body, bool isOver)
    {
        this.body = body;
        this.isOver = isOver;
    }

    /// <summary>Whether the process goes on without waiting.</summary>
    public bool IsCompleted => isOver || body is null;

    /// <summary>How the wait ended.</summary>
    public WaitResult GetResult() => body is null ? default : body.Result();

    /// <summary>Processes don't use it.</summary>
    public void OnCompleted(Action continuation) => ProcessBody.Misuse(body);

    /// <summary>Processes don't use it.</summary>
    public void UnsafeOnCompleted(Action continuation) => ProcessBody.Misuse(body);
}
