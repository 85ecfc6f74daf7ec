using System.Buffers.Binary;
using TwinGrid.Client.Ingest;

namespace TwinGrid.Client.Spool;

/// <summary>Reads a lane's files in order. Of a gap in the numbers (a damaged file) the part after it is kept: the loss is then declared to the server.</summary>
internal sealed class SpoolRecovery
{
    private readonly List<(ulong Seq, int Samples, int Length, SpoolPlace Place)> batches = [];
    private ulong ackedThrough;
    private DateTimeOffset ackedAt;

    public ulong? Epoch { get; private set; }

    /// <summary>Highest number seen in the file read last; 0 without any.</summary>
    public ulong LastSeq { get; private set; }

    /// <summary>Reads a file. Returns where its whole records end.</summary>
    public long Read(long number, string path)
    {
        LastSeq = 0;
        return SpoolRecord.ReadAll(path, (offset, payload) => Take(number, offset, payload.Span));
    }

    public BatchLedger ToLedger(ulong epoch)
    {
        var ledger = new BatchLedger(epoch, ackedThrough + 1, repeatable: false);
        foreach (var (seq, samples, length, place) in batches)
        {
            ledger.Recover(seq, samples, length, place, seq <= ackedThrough, ackedAt);
        }

        return ledger;
    }

    private void Take(long segment, long offset, ReadOnlySpan<byte> payload)
    {
        switch ((SpoolKind)payload[0])
        {
            case SpoolKind.Epoch:
                BeginEpoch(BinaryPrimitives.ReadUInt64LittleEndian(payload[1..]));
                break;
            case SpoolKind.Batch:
                Add(BinaryPrimitives.ReadUInt64LittleEndian(payload[1..]), BinaryPrimitives.ReadInt32LittleEndian(payload[9..]), payload.Length, new SpoolPlace(segment, offset + SpoolRecord.BatchPrefixBytes));
                break;
            case SpoolKind.Ack:
                ackedThrough = Math.Max(ackedThrough, BinaryPrimitives.ReadUInt64LittleEndian(payload[1..]));
                ackedAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(payload[9..]));
                break;
            default:
                break;
        }
    }

    private void BeginEpoch(ulong epoch)
    {
        if (epoch == Epoch)
        {
            return;
        }

        Epoch = epoch;
        batches.Clear();
        ackedThrough = 0;
    }

    private void Add(ulong seq, int samples, int payloadLength, SpoolPlace place)
    {
        if (batches.Count > 0 && seq != batches[^1].Seq + 1)
        {
            batches.Clear();
        }

        batches.Add((seq, samples, payloadLength - SpoolRecord.BatchPrefixBytes, place));
        LastSeq = seq;
    }
}
