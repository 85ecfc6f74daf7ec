using System.Runtime.CompilerServices;

namespace TwinGrid.Simulation.Processes;

/// <summary>The body of processes of one method. Pooled per thread: a body belongs to one process from the call of the method to its end.</summary>
internal sealed class ProcessBox<TStateMachine> : ProcessBody
    where TStateMachine : IAsyncStateMachine
{
    // What a model with very many processes at a time leaves behind on a thread.
    private const int MaxPooled = 16_384;

    private static readonly string MethodNameOfType = MethodNameOf(typeof(TStateMachine));

    [ThreadStatic]
    private static ProcessBox<TStateMachine>? pool;

    private ProcessBox<TStateMachine>? nextInPool;
    private int poolDepth;

    public TStateMachine? StateMachine;

    protected override string MethodName => MethodNameOfType;

    public static ProcessBox<TStateMachine> Rent()
    {
        if (pool is not { } box)
        {
            return new ProcessBox<TStateMachine>();
        }

        pool = box.nextInPool;
        box.nextInPool = null;
        return box;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Keep(ref TStateMachine stateMachine) => StateMachine = stateMachine;

    protected override void MoveNext() => StateMachine!.MoveNext();

    protected override void GiveBack()
    {
        StateMachine = default;
        var first = pool;
        poolDepth = first is null ? 1 : first.poolDepth + 1;
        if (poolDepth <= MaxPooled)
        {
            nextInPool = first;
            pool = this;
        }
    }

    // "<Customer>d__5" of a method, "<<Run>g__Customer|0_1>d" of a local function, "<<Run>b__0>d" of a lambda.
    private static string MethodNameOf(Type stateMachine)
    {
        var name = stateMachine.Name;
        var local = name.IndexOf("g__", StringComparison.Ordinal);
        if (local >= 0 && name.IndexOf('|', local) is var bar && bar > local)
        {
            return name[(local + 3)..bar];
        }

        var start = name.LastIndexOf('<') + 1;
        var end = name.IndexOf('>', start);
        return end > start ? name[start..end] : name;
    }
}
