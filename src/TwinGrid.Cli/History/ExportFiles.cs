using Parquet;
using Parquet.Schema;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;

namespace TwinGrid.Cli.History;

/// <summary>One exported sample.</summary>
internal readonly record struct ExportRow(
    string Asset, string Signal, string Unit, long Time, double Value, string? Text, uint Quality, ulong CommitIndex);

/// <summary>Where exported samples go.</summary>
internal interface IExportFile : IAsyncDisposable
{
    ValueTask AddAsync(ExportRow row, CancellationToken cancellationToken);
}

/// <summary>CSV with a header.</summary>
internal sealed class CsvExportFile : IExportFile
{
    private static readonly Sheet<ExportRow> Sheet = new Sheet<ExportRow>()
        .Column("asset", row => row.Asset)
        .Column("signal", row => row.Signal)
        .Column("unit", row => row.Unit)
        .Column("time", row => new Instant(row.Time))
        .Column("value", row => row.Text ?? (object)row.Value)
        .Column("quality", row => new QualityCode(row.Quality))
        .Column("commit_index", row => row.CommitIndex);

    private readonly StreamWriter writer;

    public CsvExportFile(Stream stream)
    {
        writer = new StreamWriter(stream, leaveOpen: true);
        writer.WriteLine(Sheet.CsvHeader);
    }

    public async ValueTask AddAsync(ExportRow row, CancellationToken cancellationToken) =>
        await writer.WriteLineAsync(Sheet.ToCsv(row).AsMemory(), cancellationToken);

    public ValueTask DisposeAsync() => writer.DisposeAsync();
}

/// <summary>
/// Parquet: asset, signal, unit, time (timestamp, ns, UTC), value, text (of string signals), quality, commit_index. A row group takes at most
/// <see cref="RowsInGroup"/> rows, so memory stays bounded.
/// </summary>
internal sealed class ParquetExportFile : IExportFile
{
    private const int RowsInGroup = 250_000;

    private static readonly DataField Asset = new("asset", typeof(string), isNullable: false);
    private static readonly DataField Signal = new("signal", typeof(string), isNullable: false);
    private static readonly DataField Unit = new("unit", typeof(string), isNullable: false);
    private static readonly DataField Time = new DateTimeDataField("time", DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Nanos, isNullable: false);
    private static readonly DataField Value = new("value", typeof(double), isNullable: false);
    private static readonly DataField Text = new("text", typeof(string), isNullable: true);
    private static readonly DataField Quality = new("quality", typeof(uint), isNullable: false);
    private static readonly DataField CommitIndex = new("commit_index", typeof(ulong), isNullable: false);

    private readonly ParquetWriter writer;
    private readonly List<ExportRow> rows = [];

    private ParquetExportFile(ParquetWriter writer) => this.writer = writer;

    public static async Task<ParquetExportFile> CreateAsync(Stream stream, CancellationToken cancellationToken) => new(await ParquetWriter.CreateAsync(
        new ParquetSchema(Asset, Signal, Unit, Time, Value, Text, Quality, CommitIndex), stream, cancellationToken: cancellationToken));

    public async ValueTask AddAsync(ExportRow row, CancellationToken cancellationToken)
    {
        rows.Add(row);
        if (rows.Count == RowsInGroup)
        {
            await WriteGroupAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (rows.Count > 0)
        {
            await WriteGroupAsync(CancellationToken.None);
        }

        await writer.DisposeAsync();
    }

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(Asset, Texts(row => row.Asset));
        await group.WriteAsync(Signal, Texts(row => row.Signal));
        await group.WriteAsync(Unit, Texts(row => row.Unit));
        await group.WriteAsync<DateTime>(Time, Column(row => Timestamp.ToDateTimeOffset(row.Time).UtcDateTime), cancellationToken: cancellationToken);
        await group.WriteAsync<double>(Value, Column(row => row.Value), cancellationToken: cancellationToken);
        await group.WriteAsync(Text, Texts(row => row.Text!));
        await group.WriteAsync<uint>(Quality, Column(row => row.Quality), cancellationToken: cancellationToken);
        await group.WriteAsync<ulong>(CommitIndex, Column(row => row.CommitIndex), cancellationToken: cancellationToken);
        rows.Clear();
    }

    private List<string> Texts(Func<ExportRow, string> read) => rows.ConvertAll(row => read(row));

    private ReadOnlyMemory<T> Column<T>(Func<ExportRow, T> read) => rows.ConvertAll(row => read(row)).ToArray();
}
