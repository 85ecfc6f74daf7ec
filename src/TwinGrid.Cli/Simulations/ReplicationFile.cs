using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;
using TwinGrid.Cli.Shell;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Cli.Simulations;

/// <summary>The KPIs of every replication as a CSV or Parquet file, by its ending.</summary>
internal static class ReplicationFile
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Ends with .csv or .parquet.</param>
    /// <param name="record">A record with traces.</param>
    /// <param name="kpis">Ids of the KPIs, in the order of the document.</param>
    /// <param name="cancellationToken">Ends it without a file.</param>
    public static Task WriteAsync(string path, RunRecord record, IReadOnlyList<string> kpis, CancellationToken cancellationToken) =>
        Path.GetExtension(path) == ".csv"
            ? OutputFile.WriteAsync(path, Encoding.UTF8.GetBytes(ReplicationTable.Csv(record, kpis)), cancellationToken)
            : OutputFile.WriteAsync(path, stream => WriteParquetAsync(stream, record, kpis, cancellationToken));

    private static async Task WriteParquetAsync(Stream stream, RunRecord record, IReadOnlyList<string> kpis, CancellationToken cancellationToken)
    {
        var arm = new DataField("arm", typeof(string), isNullable: false);
        var replication = new DataField("replication", typeof(int), isNullable: false);
        var values = ReplicationTable.Columns(kpis).Select(name => new DataField(name, typeof(double), isNullable: false)).ToArray();
        var events = new DataField("events", typeof(long), isNullable: false);
        var digest = new DataField("digest", typeof(string), isNullable: false);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema([arm, replication, .. values, events, digest]), stream, cancellationToken: cancellationToken);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(arm, record.Traces.Select(t => record.Arms[t.Arm]).ToList());
        await group.WriteAsync<int>(replication, Column(record, t => t.Replication), cancellationToken: cancellationToken);
        for (var kpi = 0; kpi < values.Length; kpi++)
        {
            var index = kpi;
            await group.WriteAsync<double>(values[kpi], Column(record, t => t.Kpis[index]), cancellationToken: cancellationToken);
        }

        await group.WriteAsync<long>(events, Column(record, t => t.Events), cancellationToken: cancellationToken);
        await group.WriteAsync(digest, record.Traces.Select(t => t.Digest.ToString("x16", CultureInfo.InvariantCulture)).ToList());
    }

    private static ReadOnlyMemory<T> Column<T>(RunRecord record, Func<ReplicationRecord, T> read) => record.Traces.Select(read).ToArray();
}
