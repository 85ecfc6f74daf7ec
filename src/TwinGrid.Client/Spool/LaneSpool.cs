using System.Buffers.Binary;
using System.Globalization;
using TwinGrid.Client.Ingest;

namespace TwinGrid.Client.Spool;

/// <summary>
/// The batches of one lane on disk: append-only segment files, deleted whole once nothing in them is needed. The lane guards it.
/// </summary>
internal sealed class LaneSpool : IDisposable
{
    private readonly SpoolOptions options;
    private readonly TimeProvider clock;
    private readonly string prefix;
    private readonly SortedDictionary<long, ulong> segments = []; // number -> highest seq in it
    private SpoolFile? current;
    private long currentNumber;

    private LaneSpool(SpoolOptions options, uint partition, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        prefix = string.Create(CultureInfo.InvariantCulture, $"lane-{partition}-");
    }

    public ulong Epoch { get; private set; }

    /// <summary>Opens a lane's files and puts what they hold into a ledger; a new lane begins with <paramref name="newEpoch"/>.</summary>
    public static (LaneSpool Spool, BatchLedger Ledger) Open(SpoolOptions options, uint partition, ulong newEpoch, TimeProvider clock)
    {
        var spool = new LaneSpool(options, partition, clock);
        var found = new SpoolRecovery();
        foreach (var (number, path) in spool.Files())
        {
            var end = found.Read(number, path);
            spool.segments[number] = found.LastSeq;
            spool.currentNumber = number;
            spool.current?.Dispose();
            spool.current = new SpoolFile(path, end, options, clock);
        }

        spool.Epoch = found.Epoch ?? newEpoch;
        if (found.Epoch is null)
        {
            spool.Roll();
        }

        return (spool, found.ToLedger(spool.Epoch));
    }

    /// <summary>Partitions that have files in the directory.</summary>
    public static IEnumerable<uint> Partitions(string directory) => System.IO.Directory.EnumerateFiles(directory, "lane-*.spool")
        .Select(path => Path.GetFileName(path).Split('-', '.'))
        .Where(parts => parts.Length == 4)
        .Select(parts => uint.Parse(parts[1], CultureInfo.InvariantCulture))
        .Distinct();

    /// <summary>Writes a batch. On an error nothing is appended.</summary>
    public SpoolPlace Append(ulong seq, int samples, ReadOnlyMemory<byte> body)
    {
        if (current is null || current.Length >= options.SegmentBytes)
        {
            Roll();
        }

        var offset = current!.Append(SpoolRecord.Batch(seq, samples, body.Span));
        segments[currentNumber] = seq;
        return new SpoolPlace(currentNumber, offset + SpoolRecord.BatchPrefixBytes);
    }

    /// <summary>Notes an ack. Losing the note costs a resend, so it is never synced by itself.</summary>
    public void Acknowledge(ulong throughSeq) => current!.Append(SpoolRecord.Ack(throughSeq, clock.GetUtcNow()));

    /// <summary>Reads a batch's body back.</summary>
    public byte[] Read(SpoolPlace place, int length)
    {
        using var file = File.OpenHandle(PathOf(place.Segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var body = new byte[length];
        var read = RandomAccess.Read(file, body, place.Offset);
        return read == length
            ? body
            : throw new SpoolException($"{PathOf(place.Segment)} ends at {place.Offset + read}; a batch of {length} bytes was written at {place.Offset}.");
    }

    /// <summary>Begins an epoch with the batches given, and forgets the older ones.</summary>
    public void BeginEpoch(ulong epoch, IEnumerable<PendingBatch> pending)
    {
        var old = segments.Keys.ToList();
        var kept = pending.Select(batch => (Batch: batch, Body: batch.Body ?? Read(batch.Place!.Value, batch.BodyLength))).ToList();
        Epoch = epoch;
        Roll();
        foreach (var (batch, body) in kept)
        {
            batch.Place = Append(batch.Seq, batch.Samples, body);
        }

        current!.Sync();
        old.ForEach(Delete);
    }

    /// <summary>Deletes files that hold nothing above the number.</summary>
    public void Drop(ulong throughSeq)
    {
        foreach (var number in segments.Where(segment => segment.Key != currentNumber && segment.Value <= throughSeq).Select(segment => segment.Key).ToList())
        {
            Delete(number);
        }
    }

    public void Dispose() => current?.Dispose();

    /// <summary>Every file begins with its epoch, so that any of them may be the first.</summary>
    private void Roll()
    {
        current?.Dispose();
        current = new SpoolFile(PathOf(++currentNumber), 0, options, clock);
        current.Append(SpoolRecord.Epoch(Epoch), force: options.Sync != SpoolSync.Never);
        segments[currentNumber] = 0;
    }

    private void Delete(long number)
    {
        segments.Remove(number);
        File.Delete(PathOf(number));
    }

    private IEnumerable<(long Number, string Path)> Files() => Directory.EnumerateFiles(options.Directory, prefix + "*.spool")
        .Select(path => (Number: long.Parse(Path.GetFileNameWithoutExtension(path)[prefix.Length..], CultureInfo.InvariantCulture), path))
        .OrderBy(file => file.Number);

    private string PathOf(long number) => Path.Combine(options.Directory, string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:D8}.spool"));
}
