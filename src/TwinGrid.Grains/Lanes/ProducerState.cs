using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Lanes;

/// <summary>
/// A producer: its newest lane and what it has sent so far. The first part is a fold of the log; the second is what this process has seen since
/// it owns the partition. Written by the partition's writer; others read single figures for people.
/// </summary>
internal sealed class ProducerState(uint number, string name)
{
    /// <summary>Number in the partition.</summary>
    public uint Number { get; } = number;

    /// <summary>Name.</summary>
    public string Name { get; } = name;

    /// <summary>Newest epoch.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>Results of its last batches; ends at the high-water mark.</summary>
    public ResultRing Ring { get; private set; } = new();

    /// <summary>Samples accepted.</summary>
    public long AcceptedSamples { get; private set; }

    /// <summary>Samples rejected.</summary>
    public long RejectedSamples { get; private set; }

    /// <summary>Batches declared lost.</summary>
    public long LostBatches { get; private set; }

    /// <summary>Server time of the last commit; 0 = none.</summary>
    public long LastCommitNs { get; private set; }

    /// <summary>Newest source time in the last commit, judged by the last sample of each run.</summary>
    public long NewestSourceNs { get; private set; }

    /// <summary>Its open lane.</summary>
    public Lane? Lane { get; set; }

    /// <summary>Server time at which its lane closed, or at which this process took over.</summary>
    public long DisconnectedNs { get; set; }

    /// <summary>Batches resent.</summary>
    public long DuplicateBatches { get; set; }

    /// <summary>Undeclared gaps refused.</summary>
    public long Gaps { get; set; }

    /// <summary>Producer's clock minus the server's at the last open.</summary>
    public double ClockSkewSeconds { get; set; }

    /// <summary>A lane with a new epoch: sequence numbers begin anew.</summary>
    public void OnLaneOpened(ulong epoch)
    {
        Epoch = epoch;
        Ring = new ResultRing();
    }

    /// <summary>A batch was committed; returns its result, null when wholly accepted.</summary>
    public BatchResult? OnSamples(
        ulong seq, ulong payloadHash, int samples, ReadOnlySpan<RejectedItem> rejections, ReadOnlySpan<int> runLengths, ReadOnlySpan<long> times, long serverTimeNs)
    {
        var result = BatchResults.Of(seq, rejections);
        Ring.Add(payloadHash, result);
        AcceptedSamples += samples - rejections.Length;
        RejectedSamples += rejections.Length;
        LastCommitNs = serverTimeNs;
        var newest = long.MinValue;
        var end = 0;
        foreach (var length in runLengths)
        {
            end += length;
            newest = Math.Max(newest, times[end - 1]);
        }

        NewestSourceNs = newest == long.MinValue ? NewestSourceNs : newest;
        return result;
    }

    /// <summary>Batches were declared lost.</summary>
    public void OnLoss(ulong fromSeq, ulong throughSeq)
    {
        LostBatches += (long)(throughSeq - fromSeq + 1);
        Ring.AddLost(throughSeq);
    }

    /// <summary>For people.</summary>
    public ProducerStatus ToStatus(int partition, ulong fencedBelow) => new()
    {
        Producer = Name,
        Epoch = Epoch,
        Partition = partition,
        Connected = Lane is not null,
        HighWaterMark = Ring.Last,
        AcceptedSamples = AcceptedSamples,
        RejectedSamples = RejectedSamples,
        DuplicateBatches = DuplicateBatches,
        Gaps = Gaps,
        LostBatches = LostBatches,
        LagSeconds = LastCommitNs == 0 ? 0 : (LastCommitNs - NewestSourceNs) / (double)Nanoseconds.PerSecond,
        ClockSkewSeconds = ClockSkewSeconds,
        LastCommitNs = LastCommitNs,
        FencedBelowEpoch = fencedBelow,
    };

    /// <summary>Writes the folded part.</summary>
    public void Save(StateWriter writer)
    {
        writer.String(Name);
        writer.UInt64(Epoch);
        writer.Int64(AcceptedSamples);
        writer.Int64(RejectedSamples);
        writer.Int64(LostBatches);
        writer.Int64(LastCommitNs);
        writer.Int64(NewestSourceNs);
        Ring.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static ProducerState Load(uint number, ref StateReader reader) => new(number, reader.String())
    {
        Epoch = reader.UInt64(),
        AcceptedSamples = reader.Int64(),
        RejectedSamples = reader.Int64(),
        LostBatches = reader.Int64(),
        LastCommitNs = reader.Int64(),
        NewestSourceNs = reader.Int64(),
        Ring = ResultRing.Load(ref reader),
    };
}
