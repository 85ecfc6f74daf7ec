using Microsoft.Data.Sqlite;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Sqlite;
using TwinGrid.Storage.History;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>Finds the chunks and short runs of one page, by index, in the caller's snapshot of the database.</summary>
internal sealed class PageReader(SqliteSession session, long partition, uint series, HistoryRange range)
{
    /// <summary>Index rows looked at in one go.</summary>
    private const int Batch = 64;

    private readonly long asOf = (long)Math.Min(range.AsOfIndex, long.MaxValue);

    /// <summary>Encoded runs, and the part of the range that they cover.</summary>
    public (List<byte[]> Runs, long FromNs, long ToNs) Read()
    {
        if (partition == 0)
        {
            return ([], range.FromNs, range.ToNs);
        }

        for (var batch = Batch; ; batch *= 4)
        {
            var (chunks, from, to) = range.Descending ? Descend(batch) : Ascend(batch);

            // Everything found may begin (or end) at the same instant; more rows then get past it.
            if (from < to)
            {
                var runs = chunks.ConvertAll(chunk => session.Scalar<byte[]>("SELECT data FROM history_chunk WHERE id = $1", chunk.Id)!);
                runs.AddRange(ShortRuns(from, to));
                return (runs, from, to);
            }
        }
    }

    private (List<Place> Chunks, long From, long To) Ascend(int batch)
    {
        var places = new List<Place>();
        var end = range.ToNs;
        for (var spanClass = 0; spanClass < SpanClass.Count; spanClass++)
        {
            var some = Reaching(spanClass, range.FromNs, batch);
            places.AddRange(some);

            // What the class has beyond these begins no earlier than the last of them.
            end = some.Count == batch ? Math.Min(end, some[^1].First) : end;
        }

        places.Sort((a, b) => a.First.CompareTo(b.First));
        long samples = 0;
        foreach (var place in places)
        {
            if (samples >= range.EnoughSamples && place.First > range.FromNs)
            {
                end = Math.Min(end, place.First);
                break;
            }

            samples += place.Samples;
        }

        return (places.FindAll(place => place.First < end), range.FromNs, end);
    }

    private (List<Place> Chunks, long From, long To) Descend(int batch)
    {
        // Those that reach past the end all belong to the page; the others follow in the order of their last times.
        var chunks = new List<Place>();
        for (var spanClass = 0; spanClass < SpanClass.Count; spanClass++)
        {
            chunks.AddRange(Reaching(spanClass, range.ToNs, int.MaxValue));
        }

        var samples = chunks.Sum(place => (long)place.Samples);
        var places = EndingBefore(batch);
        foreach (var place in places)
        {
            if (samples >= range.EnoughSamples && place.Last < range.ToNs - 1)
            {
                return (chunks, place.Last + 1, range.ToNs);
            }

            samples += place.Samples;
            chunks.Add(place);
        }

        return (chunks, places.Count == batch ? places[^1].Last + 1 : range.FromNs, range.ToNs);
    }

    /// <summary>Chunks of a class that begin within the range's end and reach to an instant or past it, by first time.</summary>
    private List<Place> Reaching(int spanClass, long instant, int limit) =>
        session.Query(
            """
            SELECT id, first_time, last_time, samples FROM history_chunk INDEXED BY history_chunk_by_first
            WHERE partition = $1 AND series = $2 AND span = $3 AND first_time >= $4 AND first_time < $5 AND last_time >= $6 AND first_index <= $7
            ORDER BY first_time LIMIT $8
            """,
            Place.Of,
            partition, (long)series, spanClass, SpanClass.EarliestFirst(spanClass, instant), range.ToNs, instant, asOf, limit);

    private List<Place> EndingBefore(int limit) =>
        session.Query(
            """
            SELECT id, first_time, last_time, samples FROM history_chunk INDEXED BY history_chunk_by_last
            WHERE partition = $1 AND series = $2 AND last_time < $3 AND last_time >= $4 AND first_index <= $5
            ORDER BY last_time DESC LIMIT $6
            """,
            Place.Of,
            partition, (long)series, range.ToNs, range.FromNs, asOf, limit);

    private IEnumerable<byte[]> ShortRuns(long from, long to) =>
        session.Query(
            """
            SELECT run.data FROM history_segment AS segment CROSS JOIN history_run AS run ON run.id = (segment.id << 32) | $2
            WHERE segment.partition = $1 AND segment.first_time < $4 AND segment.last_time >= $3
            """,
            row => row.GetFieldValue<byte[]>(0),
            partition, (long)series, from, to)
        .Where(data =>
        {
            var header = ChunkHeader.Read(data);
            return header.FirstTime < to && header.LastTime >= from && header.FirstIndex <= range.AsOfIndex;
        });

    private readonly record struct Place(long Id, long First, long Last, int Samples)
    {
        public static Place Of(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3));
    }
}
