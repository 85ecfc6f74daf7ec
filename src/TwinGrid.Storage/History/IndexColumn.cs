namespace TwinGrid.Storage.History;

/// <summary>Commit indexes: differences of neighbours. Late data may make them go back, so they are signed.</summary>
internal static class IndexColumn
{
    /// <param name="indexes">All of them.</param>
    /// <param name="origin">A number near them that the reader knows too.</param>
    /// <param name="scratch">At least as long.</param>
    /// <param name="to">Where.</param>
    public static void Write(ReadOnlySpan<ulong> indexes, ulong origin, Span<ulong> scratch, ByteWriter to)
    {
        var residuals = scratch[..indexes.Length];
        var before = origin;
        for (var i = 0; i < indexes.Length; i++)
        {
            residuals[i] = PlaneColumn.ZigZag((long)(indexes[i] - before));
            before = indexes[i];
        }

        PlaneColumn.Write(residuals, to);
    }

    public static void Read(ref ByteReader from, ulong origin, Span<ulong> indexes)
    {
        PlaneColumn.Read(ref from, indexes);
        var before = origin;
        for (var i = 0; i < indexes.Length; i++)
        {
            before += (ulong)PlaneColumn.UnZigZag(indexes[i]);
            indexes[i] = before;
        }
    }
}
