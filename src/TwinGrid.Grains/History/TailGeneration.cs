using System.Runtime.InteropServices;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>
/// Samples and events of consecutive commits, as they came: columns in commit order, and for each series a chain of its pieces from the newest
/// back. Filling it costs one copy; a series is put together when it is read or written to the store. Not thread safe.
/// </summary>
internal sealed class TailGeneration
{
    private const int BytesOfASample = sizeof(long) + sizeof(double) + sizeof(uint);
    private const int BytesOfAPiece = 40;

    private readonly Dictionary<uint, int> newest = [];
    private readonly HashSet<uint> textSeries = [];
    private readonly List<string> texts = [];
    private readonly List<HistoryEvent> events = [];
    private long[] times = [];
    private double[] values = [];
    private uint[] qualities = [];
    private Piece[] pieces = [];
    private int samples;
    private int pieceCount;
    private long textBytes;

    /// <summary>Last commit that it holds, whatever it was; 0 = empty.</summary>
    public ulong Through { get; private set; }

    /// <summary>Server time of the first commit, ns since 1970 UTC.</summary>
    public long OldestNs { get; private set; }

    /// <summary>Server time of the newest commit with samples, ns since 1970 UTC.</summary>
    public long CommittedNs { get; private set; }

    public long Bytes => ((long)samples * BytesOfASample) + ((long)pieceCount * BytesOfAPiece) + textBytes;

    public IReadOnlyList<HistoryEvent> Events => events;

    public void Clear()
    {
        newest.Clear();
        textSeries.Clear();
        texts.Clear();
        events.Clear();
        (samples, pieceCount, textBytes, Through, OldestNs, CommittedNs) = (0, 0, 0, 0, 0, 0);
    }

    /// <summary>Notes that a commit has been seen.</summary>
    public void Advance(ulong commitIndex, long serverTimeNs)
    {
        OldestNs = Through == 0 ? serverTimeNs : OldestNs;
        Through = commitIndex;
    }

    public void Add(IReadOnlyList<HistoryEvent> raised)
    {
        events.AddRange(raised);
        textBytes += raised.Sum(one => 2L * (one.Message.Length + one.Subject.Length + 200));
    }

    /// <summary>Adds the accepted samples of a batch, derived ones too.</summary>
    public void Add(in SamplesRecord record, ulong commitIndex, ISeriesTraits traits)
    {
        CommittedNs = record.Header.ServerTimeNs;
        Grow(ref times, samples + record.Count);
        Grow(ref values, samples + record.Count);
        Grow(ref qualities, samples + record.Count);
        foreach (var run in record)
        {
            if (traits.IsKept(run.Series))
            {
                Add(record, run, commitIndex, record.Header.Texts > 0 && traits.IsText(run.Series));
            }
        }
    }

    /// <summary>Series that have samples here, ascending.</summary>
    public uint[] SeriesInOrder()
    {
        var series = newest.Keys.ToArray();
        Array.Sort(series);
        return series;
    }

    /// <summary>Adds the samples of a series to a run, in the order in which they came.</summary>
    /// <param name="series">Which.</param>
    /// <param name="run">Where to.</param>
    /// <param name="chain">Scratch memory of the caller's.</param>
    public void CopyTo(uint series, HistoryRunBuilder run, List<int> chain)
    {
        chain.Clear();
        for (var piece = newest.GetValueOrDefault(series, -1); piece >= 0; piece = pieces[piece].Previous)
        {
            chain.Add(piece);
        }

        var isText = textSeries.Contains(series);
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            ref readonly var piece = ref pieces[chain[i]];
            var (start, length) = (piece.Start, piece.Length);
            if (isText)
            {
                CopyTexts(piece, run);
            }
            else
            {
                run.Add(times.AsSpan(start, length), values.AsSpan(start, length), qualities.AsSpan(start, length), [], piece.CommitIndex);
            }
        }
    }

    private void Add(in SamplesRecord record, SampleRun run, ulong commitIndex, bool isText)
    {
        record.Times.Slice(run.Start, run.Length).CopyTo(times.AsSpan(samples));
        record.Values.Slice(run.Start, run.Length).CopyTo(values.AsSpan(samples));
        var codes = qualities.AsSpan(samples, run.Length);
        if (record.Qualities.IsEmpty)
        {
            codes.Fill(Quality.Good);
        }
        else
        {
            record.Qualities.Slice(run.Start, run.Length).CopyTo(codes);
        }

        if (isText)
        {
            textSeries.Add(run.Series.Value);
            KeepTexts(record, run);
        }

        Grow(ref pieces, pieceCount + 1);
        ref var previous = ref CollectionsMarshal.GetValueRefOrAddDefault(newest, run.Series.Value, out var known);
        pieces[pieceCount] = new Piece(samples, run.Length, known ? previous : -1, commitIndex);
        previous = pieceCount++;
        samples += run.Length;
    }

    /// <summary>The record's text table goes with the record: present texts move into this one's, and values refer to them there.</summary>
    private void KeepTexts(in SamplesRecord record, SampleRun run)
    {
        for (var i = 0; i < run.Length; i++)
        {
            if (!double.IsNaN(values[samples + i]))
            {
                var text = record.TextOf(run.Start + i);
                values[samples + i] = texts.Count;
                texts.Add(text);
                textBytes += (2L * text.Length) + 32;
            }
        }
    }

    private void CopyTexts(in Piece piece, HistoryRunBuilder run)
    {
        for (var i = piece.Start; i < piece.Start + piece.Length; i++)
        {
            // What the value of a text was in its batch says nothing outside of it.
            var isAbsent = double.IsNaN(values[i]);
            var text = isAbsent ? "" : texts[(int)values[i]];
            run.Add([times[i]], [isAbsent ? double.NaN : 0], [qualities[i]], [text], piece.CommitIndex);
        }
    }

    private static void Grow<T>(ref T[] column, int needed)
    {
        if (needed > column.Length)
        {
            Array.Resize(ref column, Math.Max(needed, Math.Max(256, 2 * column.Length)));
        }
    }

    private readonly record struct Piece(int Start, int Length, int Previous, ulong CommitIndex);
}
