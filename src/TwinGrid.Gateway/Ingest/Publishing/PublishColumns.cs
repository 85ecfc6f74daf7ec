using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Ingest.Streams;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Publishing;

/// <summary>Samples of one unary call that go to one partition, as they become a batch.</summary>
internal sealed class PublishColumns(IPartition partition)
{
    private readonly List<Row> rows = [];
    private readonly List<string> texts = [];

    /// <summary>Where they go.</summary>
    public IPartition Partition { get; } = partition;

    /// <summary>Samples so far.</summary>
    public int Count => rows.Count;

    /// <summary>Position in the call of a sample of the batch.</summary>
    public int IndexOf(int row) => rows[row].Index;

    /// <summary>Adds a sample.</summary>
    /// <param name="index">Position in the call.</param>
    /// <param name="sample">As it came.</param>
    /// <param name="binding">What its names stand for in <see cref="Partition"/>.</param>
    public void Add(int index, PublishSample sample, SeriesBinding binding)
    {
        var check = DeclarationCheck.Of(new SeriesDeclaration { Asset = sample.Asset, Signal = sample.Signal, Unit = sample.Unit }, binding);
        var code = check.Code;
        var value = double.NaN;
        if (code == RejectionCode.None && sample.Value is { } given && !PublishValue.TryConvert(given, binding.Signal!, texts, out value))
        {
            code = RejectionCode.TypeMismatch;
        }

        var series = code == RejectionCode.None ? binding.Series.Value : SampleBatch.UnknownSeries;
        rows.Add(new Row(index, series, code, sample.Time, check.Conversion.Convert(value), sample.Quality));
    }

    /// <summary>The batch; belongs to the caller.</summary>
    public SampleBatch ToBatch(ulong seq, ulong payloadHash, int wireBytes)
    {
        var batch = SampleBatch.Rent(rows.Count, rows.Count, qualities: true);
        batch.Seq = seq;
        batch.PayloadHash = payloadHash;
        batch.WireBytes = wireBytes;
        batch.Texts = texts;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            batch.RunSeries[i] = row.Series;
            batch.RunLength[i] = 1;
            batch.Times[i] = row.Time;
            batch.Values[i] = row.Value;
            batch.Qualities![i] = row.Quality;
            if (row.Code != RejectionCode.None)
            {
                (batch.RunRejections ??= new RejectionCode[rows.Count])[i] = row.Code;
            }
        }

        return batch;
    }

    private readonly record struct Row(int Index, uint Series, RejectionCode Code, long Time, double Value, uint Quality);
}
