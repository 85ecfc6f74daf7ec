namespace TwinGrid.Grains.Records;

/// <summary>A producer opened a lane with an epoch that it did not use before. Older epochs are refused from here on.</summary>
/// <param name="Producer">Number of the producer: given out in order, from 0, at its first lane.</param>
/// <param name="Name">Its name.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="ServerTimeNs">Server's clock.</param>
internal sealed record LaneOpenedRecord(uint Producer, string Name, ulong Epoch, long ServerTimeNs)
{
    public void Write(StateWriter writer)
    {
        writer.UInt32(Producer);
        writer.String(Name);
        writer.UInt64(Epoch);
        writer.Int64(ServerTimeNs);
    }

    public static LaneOpenedRecord Read(ReadOnlySpan<byte> payload)
    {
        var reader = new StateReader(payload);
        return new(reader.UInt32(), reader.String(), reader.UInt64(), reader.Int64());
    }
}

/// <summary>Batches that the producer no longer holds.</summary>
/// <param name="Producer">Number of the producer.</param>
/// <param name="FromSeq">First one lost.</param>
/// <param name="ThroughSeq">Last one lost: the lane's new high-water mark.</param>
/// <param name="Reason">As the producer gave it.</param>
/// <param name="ServerTimeNs">Server's clock.</param>
internal sealed record LossDeclaredRecord(uint Producer, ulong FromSeq, ulong ThroughSeq, string Reason, long ServerTimeNs)
{
    public void Write(StateWriter writer)
    {
        writer.UInt32(Producer);
        writer.UInt64(FromSeq);
        writer.UInt64(ThroughSeq);
        writer.String(Reason);
        writer.Int64(ServerTimeNs);
    }

    public static LossDeclaredRecord Read(ReadOnlySpan<byte> payload)
    {
        var reader = new StateReader(payload);
        return new(reader.UInt32(), reader.UInt64(), reader.UInt64(), reader.String(), reader.Int64());
    }
}

/// <summary>Epochs below a bound are refused from here on.</summary>
/// <param name="Name">Producer; it need not have opened a lane yet.</param>
/// <param name="BelowEpoch">The bound.</param>
/// <param name="Reason">As the operator gave it.</param>
/// <param name="ServerTimeNs">Server's clock.</param>
internal sealed record ProducerFencedRecord(string Name, ulong BelowEpoch, string Reason, long ServerTimeNs)
{
    public void Write(StateWriter writer)
    {
        writer.String(Name);
        writer.UInt64(BelowEpoch);
        writer.String(Reason);
        writer.Int64(ServerTimeNs);
    }

    public static ProducerFencedRecord Read(ReadOnlySpan<byte> payload)
    {
        var reader = new StateReader(payload);
        return new(reader.String(), reader.UInt64(), reader.String(), reader.Int64());
    }
}

/// <summary>A committed sequence number came again with another payload.</summary>
/// <param name="Producer">Number of the producer.</param>
/// <param name="Seq">The sequence number.</param>
/// <param name="CommittedHash">Hash of what was committed.</param>
/// <param name="OfferedHash">Hash of what came.</param>
/// <param name="ServerTimeNs">Server's clock.</param>
internal sealed record LaneConflictRecord(uint Producer, ulong Seq, ulong CommittedHash, ulong OfferedHash, long ServerTimeNs)
{
    public void Write(StateWriter writer)
    {
        writer.UInt32(Producer);
        writer.UInt64(Seq);
        writer.UInt64(CommittedHash);
        writer.UInt64(OfferedHash);
        writer.Int64(ServerTimeNs);
    }

    public static LaneConflictRecord Read(ReadOnlySpan<byte> payload)
    {
        var reader = new StateReader(payload);
        return new(reader.UInt32(), reader.UInt64(), reader.UInt64(), reader.UInt64(), reader.Int64());
    }
}
