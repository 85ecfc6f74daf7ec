namespace TwinGrid.Storage.Embedded.History;

/// <summary>
/// Tables of history. A flush writes a few samples of very many series, so its runs lie side by side, in a segment of their own: one sequential
/// write. Segments are merged by eights into larger ones, and a series that has gathered enough samples leaves them as a chunk, found by series
/// and time. (Row by row into an index ordered by series, each flush would touch a page per series.)
/// </summary>
internal static class HistorySchema
{
    public const string Sql =
        """
        CREATE TABLE history_partition (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            history_id BLOB NOT NULL,
            indexed_through INTEGER NOT NULL
        );
        -- into_segment: being merged into that one, which is not complete before this one is empty.
        CREATE TABLE history_segment (
            id INTEGER PRIMARY KEY,
            partition INTEGER NOT NULL,
            tier INTEGER NOT NULL,
            first_time INTEGER NOT NULL,
            last_time INTEGER NOT NULL,
            into_segment INTEGER
        );
        CREATE INDEX history_segment_by_partition ON history_segment (partition, tier);
        -- id: segment << 32 | series
        CREATE TABLE history_run (
            id INTEGER PRIMARY KEY,
            committed INTEGER NOT NULL,
            data BLOB NOT NULL
        );
        CREATE TABLE history_chunk (
            id INTEGER PRIMARY KEY,
            partition INTEGER NOT NULL,
            series INTEGER NOT NULL,
            span INTEGER NOT NULL,
            first_time INTEGER NOT NULL,
            last_time INTEGER NOT NULL,
            first_index INTEGER NOT NULL,
            last_index INTEGER NOT NULL,
            committed INTEGER NOT NULL,
            samples INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            data BLOB NOT NULL
        );
        CREATE INDEX history_chunk_by_first ON history_chunk (partition, series, span, first_time, last_time, first_index, samples);
        CREATE INDEX history_chunk_by_last ON history_chunk (partition, series, last_time, first_time, first_index, samples);
        CREATE INDEX history_chunk_by_commit ON history_chunk (partition, series, committed, bytes);
        CREATE TABLE history_event (
            partition INTEGER NOT NULL,
            commit_index INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            time INTEGER NOT NULL,
            message TEXT NOT NULL,
            attributes TEXT NOT NULL,
            PRIMARY KEY (partition, commit_index, ordinal)
        ) WITHOUT ROWID;

        """;
}
