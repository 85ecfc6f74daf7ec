using System.Globalization;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.LogPartitions;
using TwinGrid.Storage.Embedded.LogReaders;

namespace TwinGrid.Storage.Embedded.Recovery;

/// <summary>
/// Reads all segments at open and changes nothing. Since the header of the next segment seals the one before, and a group is only written when
/// the one before it is durable, an unfinished write can be told from damage: only the very last group of the last segment may be incomplete.
/// </summary>
internal sealed class LogRecovery : IDisposable
{
    private readonly List<(SegmentHeader Header, ILogFile File, long DataStart)> found = [];
    private readonly List<ILogFile> headless = [];
    private readonly RecoveredLog log = new();
    private readonly ILogFileSystem files;
    private readonly Guid storeId;
    private readonly uint storeSeed;
    private readonly GroupReader reader;

    private LogRecovery(ILogFileSystem files, Guid storeId)
    {
        this.files = files;
        this.storeId = storeId;
        storeSeed = LogFormat.StoreSeed(storeId);
        reader = new GroupReader(storeSeed);
    }

    /// <summary>Recovers the log.</summary>
    /// <exception cref="InvalidDataException">Files of another store or another version.</exception>
    /// <exception cref="IOException">The disk can't be read.</exception>
    public static RecoveredLog Run(ILogFileSystem files, Guid storeId)
    {
        using var recovery = new LogRecovery(files, storeId);
        recovery.OpenAll();
        recovery.Fold();
        return recovery.log;
    }

    public void Dispose() => reader.Dispose();

    private void OpenAll()
    {
        foreach (var name in files.List())
        {
            var file = files.Open(name);

            // What a process that was killed left in the page cache must be on the disk before anything is built on it.
            file.Settle();
            log.NextFile = Math.Max(log.NextFile, NumberOf(name) + 1);
            if (ReadHeader(file) is { } header)
            {
                found.Add((header, file, header.Encode().Length));
                log.LastSequence = Math.Max(log.LastSequence, header.Sequence);
            }
            else
            {
                headless.Add(file);
            }
        }

        found.Sort((a, b) => a.Header.Sequence.CompareTo(b.Header.Sequence));
    }

    private static int NumberOf(string name) =>
        int.TryParse(Path.GetFileNameWithoutExtension(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"'{name}' is no file of the log: its files are named by a number, as in 00000001.seg.");

    private SegmentHeader? ReadHeader(ILogFile file)
    {
        var first = reader.Read(file, 0, LogFormat.BlockBytes, file.Length);
        var length = SegmentHeader.PeekLength(first);
        if (length == 0 || length > file.Length)
        {
            return null;
        }

        var header = SegmentHeader.TryDecode(reader.Read(file, 0, (int)LogFormat.AlignBlock(length), file.Length));
        return header is null || header.StoreId == storeId
            ? header
            : throw new InvalidDataException($"'{file.Name}' belongs to store {header.StoreId}, not to {storeId}.");
    }

    private void Fold()
    {
        if (found.Count > 0)
        {
            var newest = found[^1].Header;
            foreach (var (_, file, _) in found.Where(f => f.Header.Sequence < newest.Oldest))
            {
                log.Free.Add(file);
            }

            found.RemoveAll(f => f.Header.Sequence < newest.Oldest);
        }

        var released = found.Count == 0 ? [] : found[^1].Header.Partitions.ToDictionary(p => p.Number, p => p.Released);
        var fold = new PartitionFold(log, released);
        for (var i = 0; i < found.Count; i++)
        {
            FoldSegment(fold, i);
        }

        LookForLostSegments(fold);
        fold.End();
    }

    private void FoldSegment(PartitionFold fold, int i)
    {
        var (header, file, dataStart) = found[i];
        var previous = i == 0 ? 0 : found[i - 1].Header.Sequence;
        var isWhole = i == 0 ? header.Sequence == found[^1].Header.Oldest : header.Previous == previous;
        fold.Begin(header, isWhole ? null : string.Create(CultureInfo.InvariantCulture, $"segment {header.Previous} is missing or its header is damaged"));

        var segment = new Segment(header.Sequence, file, dataStart) { FirstGroup = header.LastGroup + 1, Oldest = header.Oldest };
        log.Segments.Add(segment);
        var next = i + 1 < found.Count ? found[i + 1].Header : null;
        var walk = new SegmentWalk(reader, segment, fold, storeSeed);
        if (next is null)
        {
            walk.ToTail(header.LastGroup);
        }
        else
        {
            walk.ToSeal(header.LastGroup, next.Previous == header.Sequence ? next.PreviousEnd : file.Length, isSealed: next.Previous == header.Sequence);
        }

        segment.DurableEnd = walk.End;
        log.TailEnd = walk.End;
        log.TailIsSound = walk.IsSound;
        log.LastGroup = Math.Max(walk.LastGroup, next?.LastGroup ?? 0);
    }

    /// <summary>A file without a header is new, or was being reused; unless it holds groups of a segment that comes after all others.</summary>
    private void LookForLostSegments(PartitionFold fold)
    {
        foreach (var file in headless)
        {
            var oldest = found.Count == 0 ? 0 : found[^1].Header.Oldest;
            GroupHeader lost = default;
            var offset = reader.Find(
                file,
                0,
                group =>
                {
                    lost = group;
                    return group.Segment >= oldest && found.TrueForAll(f => f.Header.Sequence != group.Segment);
                });
            if (offset < 0)
            {
                log.Free.Add(file);
                continue;
            }

            // Kept as it is: it is evidence. One in the middle has shown already as a hole between the segments around it.
            log.LastSequence = Math.Max(log.LastSequence, lost.Segment);
            log.LastGroup = Math.Max(log.LastGroup, lost.Group);
            if (found.Count == 0 || lost.Segment > found[^1].Header.Sequence)
            {
                log.TailIsSound = false;
                fold.Suspect(lost.Segment, 0);
            }
        }
    }
}
