using System.Threading.Channels;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Cuts;
using PartitionState = TwinGrid.Grains.Partitions.PartitionState;

namespace TwinGrid.Grains.Cuts;

/// <summary>Takes cuts of one partition: has the writer copy, a step at a time through its queue, and makes the cut out of the copies itself.</summary>
/// <param name="state">Of the partition.</param>
/// <param name="writer">Its writer.</param>
/// <param name="log">Its log.</param>
/// <param name="isGone">Whether the producer of a number is gone at an instant.</param>
internal sealed class CutTaker(PartitionState state, PartitionWriter writer, IPartitionLog log, Func<uint, long, bool> isGone)
{
    /// <summary>See <see cref="IPartition.CutAsync"/>.</summary>
    public async ValueTask<PlantCut?> CutAsync(IReadOnlyList<string> lines, long atNs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lines);
        while (state.Layout is { } layout)
        {
            var job = new CutJob(state, new CutScope(layout, lines));
            if (await CopyAsync(job, cancellationToken))
            {
                return new CutBuilder(job, atNs, number => isGone(number, atNs)).Build(lines, log.HistoryId);
            }
        }

        return null;
    }

    /// <summary>Takes the copies; false when another definition has come into force since the scope was worked out.</summary>
    private async Task<bool> CopyAsync(CutJob job, CancellationToken cancellationToken)
    {
        try
        {
            if (!await TurnAsync(job.Begin, cancellationToken))
            {
                return false;
            }

            while (!job.IsComplete)
            {
                await TurnAsync(job.Step, cancellationToken);
            }

            await log.WaitForDurableAsync(job.Index, cancellationToken);
            return true;
        }
        catch
        {
            job.Abandon();
            writer.TryWrite(new WorkItem(Turn(job.Step)));
            throw;
        }
    }

    private async Task<bool> TurnAsync(Func<bool> turn, CancellationToken cancellationToken)
    {
        var operation = Turn(turn);
        try
        {
            await writer.WriteAsync(new WorkItem(operation), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new PartitionUnavailableException(state.Key, "it closes");
        }

        return (await operation.Task.WaitAsync(cancellationToken)).Answer;
    }

    /// <summary>Something that the writer does on its turn and does not log.</summary>
    private static ControlOperation<bool> Turn(Func<bool> turn) => new(_ => ControlOperation.NoRecord, _ => turn());
}
