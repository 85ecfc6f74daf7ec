using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Partitions;

/// <summary>Something else than samples that goes through the writer's queue.</summary>
internal abstract class ControlOperation
{
    /// <summary>No record: nothing is to be logged.</summary>
    public const byte NoRecord = 0;

    /// <summary>Writer: decides against the state as it is, and writes the payload of the record that says so. Returns its kind.</summary>
    public abstract byte Prepare(StateWriter payload);

    /// <summary>Writer: the record was appended and applied; <paramref name="index"/> is its index, or the last one when there is none.</summary>
    public abstract void Complete(ulong index);

    /// <summary>Writer: it will not happen.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A control operation with an answer.</summary>
/// <param name="prepare">See <see cref="ControlOperation.Prepare"/>.</param>
/// <param name="complete">Makes the answer, on the writer, from the commit index.</param>
internal sealed class ControlOperation<T>(Func<StateWriter, byte> prepare, Func<ulong, T> complete) : ControlOperation
{
    private readonly TaskCompletionSource<(T Answer, ulong Index)> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer, and the index that must be durable before it is told.</summary>
    public Task<(T Answer, ulong Index)> Task => done.Task;

    public override byte Prepare(StateWriter payload) => prepare(payload);

    public override void Complete(ulong index) => done.TrySetResult((complete(index), index));

    public override void Fail(Exception exception) => done.TrySetException(exception);
}
