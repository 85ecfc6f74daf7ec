using TwinGrid.Client.Ingest;

namespace TwinGrid.Connectors.Replay;

/// <summary>How rows are cut into blocks. A block becomes one batch a partition, so this and the input decide every seq.</summary>
/// <param name="MaxRows">Rows in a block.</param>
/// <param name="WindowNs">Source time that a block spans at most; 0 = no bound.</param>
public sealed record BlockRule(int MaxRows, long WindowNs)
{
    /// <summary>Samples in a batch, about: large enough that framing does not count.</summary>
    internal const int TargetSamples = 2_000;

    /// <summary>The rule for a new replay: full batches, and with a speed also one batch a second of wall time.</summary>
    internal static BlockRule For(int columns, double? speed) =>
        new(Math.Max(1, TargetSamples / columns), speed is { } factor ? (long)Math.Clamp(factor * 1e9, 1, 1e18) : 0);
}

/// <summary>Cuts one file's rows into blocks, column by column: a run of each series keeps batches small and the server quick.</summary>
internal static class ReplayBlocks
{
    public static IEnumerable<ReplayBlock> Cut(IEnumerable<CsvRow> rows, IReadOnlyList<SeriesHandle> series, BlockRule rule)
    {
        var block = new BlockBuilder(series);
        foreach (var row in rows)
        {
            if (block.Rows == rule.MaxRows || (block.Rows > 0 && rule.WindowNs > 0 && Math.Abs(row.Time - block.FirstTime) >= rule.WindowNs))
            {
                yield return block.Take();
            }

            block.Add(row);
        }

        if (block.Rows > 0)
        {
            yield return block.Take();
        }
    }

    private sealed class BlockBuilder(IReadOnlyList<SeriesHandle> series)
    {
        private readonly SampleColumns[] columns = [.. series.Select(_ => new SampleColumns())];

        public int Rows { get; private set; }

        public long FirstTime { get; private set; }

        private long lastTime;

        public void Add(CsvRow row)
        {
            FirstTime = Rows++ == 0 ? row.Time : FirstTime;
            lastTime = row.Time;
            for (var i = 0; i < columns.Length; i++)
            {
                if (!row.Present[i])
                {
                    continue;
                }

                if (row.Texts[i] is { } text)
                {
                    columns[i].AddText(series[i], row.Time, text);
                }
                else
                {
                    columns[i].Add(series[i], row.Time, row.Values[i]);
                }
            }
        }

        public ReplayBlock Take()
        {
            var all = new SampleColumns();
            foreach (var column in columns)
            {
                all.Append(column);
                column.Clear();
            }

            var block = new ReplayBlock(all, FirstTime, lastTime);
            Rows = 0;
            return block;
        }
    }
}

/// <summary>Rows that go together.</summary>
/// <param name="Columns">Their samples.</param>
/// <param name="FirstTime">Source time of the first row, ns since 1970 UTC.</param>
/// <param name="LastTime">Source time of the last row.</param>
internal sealed record ReplayBlock(SampleColumns Columns, long FirstTime, long LastTime);
