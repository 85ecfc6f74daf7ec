using CsCheck;
using TwinGrid.Client.Ingest;
using Xunit;

namespace TwinGrid.Client.Tests.Ingest;

public sealed class BatchLedgerTests
{
    private static readonly byte[] Body = [1];

    /// <summary>
    /// A model of server and lane: whatever the order of sends, commits, lost acks, reconnects and restores, every batch is committed once, in
    /// order, and nothing is missing at the end.
    /// </summary>
    [Fact]
    public void Ledger_AnyOrderOfFaults_CommitsEveryBatchOnce() => Gen.Int[0, 5].Array[1, 300].Sample(steps =>
    {
        var ledger = new BatchLedger(1, 1, repeatable: false);
        var committed = new List<long>(); // ordinals
        var wire = new Queue<PendingBatch>();
        var backup = 0;
        ledger.Open(0);
        foreach (var step in steps)
        {
            switch (step)
            {
                case 0:
                    ledger.Append(1, Body);
                    break;
                case 1 when ledger.Next(3, 1000) is { } batch:
                    batch.Sends++;
                    wire.Enqueue(batch);
                    break;
                case 2 when wire.TryDequeue(out var received):
                    Commit(received, committed);
                    break;
                case 3:
                    ledger.Decide((ulong)committed.Count, (ulong)committed.Count);
                    break;
                case 4:
                    Reconnect(ledger, committed, wire);
                    break;
                case 5:
                    backup = Math.Min(backup + 2, committed.Count);
                    committed.RemoveRange(backup, committed.Count - backup);
                    Reconnect(ledger, committed, wire);
                    break;
                default:
                    break;
            }
        }

        Reconnect(ledger, committed, wire);
        while (!ledger.IsDecided(ledger.Appended))
        {
            while (ledger.Next(3, 1000) is { } batch)
            {
                batch.Sends++;
                Commit(batch, committed);
            }

            ledger.Decide((ulong)committed.Count, (ulong)committed.Count);
        }

        return committed.SequenceEqual(Enumerable.Range(0, (int)ledger.Appended).Select(n => (long)n)) && ledger.UnackedBytes == 0 && ledger.InFlight == 0;
    });

    [Fact]
    public void Trim_KeptBytesExceeded_DropsTheOldestDecidedOnes()
    {
        var ledger = new BatchLedger(1, 1, repeatable: false);
        ledger.Open(0);
        for (var i = 0; i < 10; i++)
        {
            ledger.Append(1, Body);
            ledger.Next(10, 1000)!.Sends++;
        }

        ledger.Decide(6, 6);
        var dropped = ledger.Trim((_, kept) => kept > 2);

        Assert.Equal(4UL, dropped);
        Assert.Equal(6, ledger.Held.Count());
        Assert.Equal(2, ledger.KeptBytes);
        Assert.Equal((3UL, 4UL), ledger.Open(2).Missing);
    }

    private static void Commit(PendingBatch batch, List<long> committed)
    {
        Assert.True(batch.Seq <= (ulong)committed.Count + 1, $"gap: {batch.Seq} after {committed.Count}");
        if (batch.Seq == (ulong)committed.Count + 1)
        {
            committed.Add(batch.Ordinal);
        }
    }

    private static void Reconnect(BatchLedger ledger, List<long> committed, Queue<PendingBatch> wire)
    {
        wire.Clear();
        Assert.False(ledger.Open((ulong)committed.Count).NewEpoch);
    }
}
