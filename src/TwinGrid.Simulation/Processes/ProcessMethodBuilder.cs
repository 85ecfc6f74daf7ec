using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace TwinGrid.Simulation.Processes;

/// <summary>What the compiler builds <c>async Process</c> methods with; not for use in code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ProcessMethodBuilder
{
    private ProcessBody body;

    /// <summary>The process that the call made.</summary>
    public readonly Process Task => new(body);

    /// <summary>A builder for a call.</summary>
    public static ProcessMethodBuilder Create() => default;

    /// <summary>Puts the call's state into a pooled body; nothing of the method runs before the process is started.</summary>
    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        var box = ProcessBox<TStateMachine>.Rent();

        // This builder is a field of the state machine: set before the copy, so that the copy knows its body.
        body = box;
        box.Keep(ref stateMachine);
    }

    /// <summary>Unused: the state machine never moves.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    /// <summary>The method returned.</summary>
    public readonly void SetResult() => body.End();

    /// <summary>The method threw.</summary>
    public readonly void SetException(Exception exception) => body.Fail(exception);

    /// <summary>The method awaits something that is not over yet.</summary>
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => RequireOwn(typeof(TAwaiter));

    /// <inheritdoc cref="AwaitOnCompleted"/>
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        // The awaiters of this library have told the process's body what it waits for; nothing is left to do. JIT-time constant for struct awaiters.
        if (!typeof(TAwaiter).IsAssignableTo(typeof(IProcessAwaiter)))
        {
            RequireOwn(typeof(TAwaiter));
        }
    }

    private static void RequireOwn(Type awaiter) => throw new InvalidOperationException(
        $"It awaits a {awaiter.DeclaringType?.Name ?? awaiter.Name}; a process can wait for delays, resources, containers, stores, gates, signals and other processes only, "
        + "since nothing but simulated time passes in a simulation.");
}
