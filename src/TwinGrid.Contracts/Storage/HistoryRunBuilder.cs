using TwinGrid.Model.Samples;

namespace TwinGrid.Contracts.Storage;

/// <summary>Puts a run together from pieces. Its memory is used again: a run that it built is valid until the next <see cref="Clear"/>.</summary>
public sealed class HistoryRunBuilder
{
    private long[] times = [];
    private double[] values = [];
    private uint[] qualities = [];
    private ulong[] indexes = [];
    private string[] texts = [];
    private bool hasTexts;

    /// <summary>Samples so far.</summary>
    public int Count { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(texts);
        Count = 0;
        hasTexts = false;
    }

    /// <summary>Adds samples of one commit, in the order of their items.</summary>
    /// <param name="pieceTimes">Source times, ns since 1970 UTC, in any order.</param>
    /// <param name="pieceValues">As many.</param>
    /// <param name="pieceQualities">As many; empty = all good.</param>
    /// <param name="pieceTexts">As many; empty for a series without.</param>
    /// <param name="commitIndex">Their commit index.</param>
    public void Add(
        ReadOnlySpan<long> pieceTimes, ReadOnlySpan<double> pieceValues, ReadOnlySpan<uint> pieceQualities, ReadOnlySpan<string> pieceTexts, ulong commitIndex)
    {
        var at = AddColumns(pieceTimes, pieceValues, pieceQualities, pieceTexts);
        indexes.AsSpan(at, pieceTimes.Length).Fill(commitIndex);
    }

    /// <summary>Adds a run, or the next piece of one.</summary>
    public void Add(HistoryRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var at = AddColumns(run.Times.Span, run.Values.Span, run.Qualities.Span, run.Texts.Span);
        run.CommitIndexes.Span.CopyTo(indexes.AsSpan(at));
    }

    /// <summary>
    /// The run, ordered by time, then commit index, then the order in which samples were added.
    /// </summary>
    public HistoryRun Build(SeriesId series, long committedNs)
    {
        if (!IsOrdered())
        {
            Order();
        }

        return new HistoryRun
        {
            Series = series,
            Times = times.AsMemory(0, Count),
            Values = values.AsMemory(0, Count),
            Qualities = qualities.AsMemory(0, Count),
            CommitIndexes = indexes.AsMemory(0, Count),
            Texts = hasTexts ? texts.AsMemory(0, Count) : default,
            CommittedNs = committedNs,
        };
    }

    private int AddColumns(
        ReadOnlySpan<long> pieceTimes, ReadOnlySpan<double> pieceValues, ReadOnlySpan<uint> pieceQualities, ReadOnlySpan<string> pieceTexts)
    {
        var at = Count;
        Grow(at + pieceTimes.Length, pieceTexts.Length > 0);
        pieceTimes.CopyTo(times.AsSpan(at));
        pieceValues.CopyTo(values.AsSpan(at));
        if (pieceQualities.IsEmpty)
        {
            qualities.AsSpan(at, pieceTimes.Length).Fill(Quality.Good);
        }

        pieceQualities.CopyTo(qualities.AsSpan(at));
        if (hasTexts)
        {
            texts.AsSpan(at, pieceTimes.Length).Fill("");
            pieceTexts.CopyTo(texts.AsSpan(at));
        }

        Count = at + pieceTimes.Length;
        return at;
    }

    private void Grow(int needed, bool withTexts)
    {
        if (needed > times.Length)
        {
            var length = Math.Max(needed, Math.Max(64, 2 * times.Length));
            Array.Resize(ref times, length);
            Array.Resize(ref values, length);
            Array.Resize(ref qualities, length);
            Array.Resize(ref indexes, length);
        }

        if (withTexts && !hasTexts)
        {
            hasTexts = true;
            Array.Resize(ref texts, Math.Max(texts.Length, times.Length));
            texts.AsSpan(0, Count).Fill("");
        }
        else if (hasTexts && texts.Length < times.Length)
        {
            Array.Resize(ref texts, times.Length);
        }
    }

    private bool IsOrdered()
    {
        for (var i = 1; i < Count; i++)
        {
            if (times[i] < times[i - 1] || (times[i] == times[i - 1] && indexes[i] < indexes[i - 1]))
            {
                return false;
            }
        }

        return true;
    }

    private void Order()
    {
        var places = new int[Count];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        // The place as the last key makes an unstable sort stable.
        places.AsSpan().Sort((a, b) =>
            times[a] != times[b] ? times[a].CompareTo(times[b])
            : indexes[a] != indexes[b] ? indexes[a].CompareTo(indexes[b])
            : a.CompareTo(b));
        times = Permute(times, places);
        values = Permute(values, places);
        qualities = Permute(qualities, places);
        indexes = Permute(indexes, places);
        texts = hasTexts ? Permute(texts, places) : texts;
    }

    private static T[] Permute<T>(T[] column, int[] places)
    {
        var ordered = new T[column.Length];
        for (var i = 0; i < places.Length; i++)
        {
            ordered[i] = column[places[i]];
        }

        return ordered;
    }
}
