using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;

namespace TwinGrid.Gateway.Tokens;

/// <summary>
/// Keeps what a read's terms promise: before it, the partitions reflect what the token names; after it, for DURABLE, what was read is durable.
/// Both waits end after the terms' time, and at once when nothing has to be waited for.
/// </summary>
internal sealed class ReadGate(TimeProvider clock)
{
    /// <summary>Waits until the partition reflects the token.</summary>
    /// <exception cref="RefusalException">HISTORY_MISMATCH or WAIT_TIMED_OUT.</exception>
    public ValueTask EnterAsync(IPartition partition, in ReadTerms terms, CancellationToken cancellationToken)
    {
        if (terms.AtLeast is not { } token || !token.Marks.TryGetValue(partition.Key, out var mark))
        {
            return ValueTask.CompletedTask;
        }

        if (mark.HistoryId != partition.HistoryId)
        {
            throw Refusal.HistoryMismatch(partition.Key.ToString(), mark.HistoryId, partition.HistoryId);
        }

        return partition.AppliedIndex >= mark.Index
            ? ValueTask.CompletedTask
            : WaitAsync(partition, mark.Index, isDurable: false, terms.Wait, cancellationToken);
    }

    /// <summary>Waits until all partitions reflect the token.</summary>
    public async ValueTask EnterAsync(IReadOnlyList<IPartition> partitions, ReadTerms terms, CancellationToken cancellationToken)
    {
        if (terms.AtLeast is null)
        {
            return;
        }

        var start = clock.GetTimestamp();
        foreach (var partition in partitions)
        {
            await EnterAsync(partition, Remaining(terms, start), cancellationToken);
        }
    }

    /// <summary>
    /// For history, which is read from the durable log: waits until what the token names, and for DURABLE all that is applied now, is durable.
    /// </summary>
    public async ValueTask EnterDurableAsync(IReadOnlyList<IPartition> partitions, ReadTerms terms, CancellationToken cancellationToken)
    {
        await EnterAsync(partitions, terms, cancellationToken);
        var start = clock.GetTimestamp();
        foreach (var partition in partitions)
        {
            var named = terms.AtLeast is { } token && token.Marks.TryGetValue(partition.Key, out var mark) ? mark.Index : 0;
            var index = terms.IsDurable ? Math.Max(named, partition.AppliedIndex) : named;
            if (partition.DurableIndex < index)
            {
                await WaitAsync(partition, index, isDurable: true, Remaining(terms, start).Wait, cancellationToken);
            }
        }
    }

    /// <summary>For DURABLE: waits until the index that an answer reflects is durable.</summary>
    public ValueTask LeaveAsync(IPartition partition, ulong readIndex, in ReadTerms terms, CancellationToken cancellationToken) =>
        !terms.IsDurable || partition.DurableIndex >= readIndex
            ? ValueTask.CompletedTask
            : WaitAsync(partition, readIndex, isDurable: true, terms.Wait, cancellationToken);

    /// <summary>For DURABLE: waits until everything that the partitions reflect now is durable.</summary>
    public async ValueTask LeaveAllAsync(IReadOnlyList<IPartition> partitions, ReadTerms terms, CancellationToken cancellationToken)
    {
        if (!terms.IsDurable)
        {
            return;
        }

        var start = clock.GetTimestamp();
        foreach (var partition in partitions)
        {
            await LeaveAsync(partition, partition.AppliedIndex, Remaining(terms, start), cancellationToken);
        }
    }

    private ReadTerms Remaining(in ReadTerms terms, long start)
    {
        var left = terms.Wait - clock.GetElapsedTime(start);
        return terms with { Wait = left > TimeSpan.Zero ? left : TimeSpan.Zero };
    }

    private async ValueTask WaitAsync(IPartition partition, ulong index, bool isDurable, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(wait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await (isDurable ? partition.WaitForDurableAsync(index, either.Token) : partition.WaitForAppliedAsync(index, either.Token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var reached = isDurable ? partition.DurableIndex : partition.AppliedIndex;
            throw Refusal.WaitTimedOut(partition.Key.ToString(), index, reached, wait);
        }
    }
}
