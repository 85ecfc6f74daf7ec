using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.History;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.History;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.Sqlite;
using TwinGrid.Testing;
using TwinGrid.Testing.Conformance;
using Xunit;

namespace TwinGrid.Grains.Tests.History;

/// <summary>One partition's log, store, projector and reader: the embedded ones, in a directory of their own; and a plain list of what was committed.</summary>
internal sealed class HistoryFixture : IAsyncDisposable
{
    public static readonly PartitionKey Key = new("plant", 0);

    /// <summary>Its samples are texts.</summary>
    public static readonly SeriesId TextSeries = new(900, 0);

    /// <summary>Its samples are not kept.</summary>
    public static readonly SeriesId PassingSeries = new(901, 0);

    private readonly TempDirectory directory = new();
    private readonly DataDirectory data;
    private readonly ILogStore logs;
    private readonly SqliteDatabase database;
    private ulong nextSeq = 1;

    /// <param name="options">How history follows; by default without much delay.</param>
    /// <param name="logs">A log store to follow instead of the embedded one.</param>
    public HistoryFixture(HistoryOptions? options = null, ILogStore? logs = null)
    {
        Options = options ?? new HistoryOptions { FlushAfter = TimeSpan.FromMilliseconds(5), RetryAfter = TimeSpan.FromMilliseconds(1) };
        data = DataDirectory.Open(directory.Path);
        this.logs = logs ?? EmbeddedLogStore.Open(data, new EmbeddedLogOptions { Io = LogIo.Unsynced, SegmentBytes = 4 << 20, GroupBytes = 1 << 20, MaxPayloadBytes = 256 << 10, RecentBytes = 4 << 20 }, TimeProvider.System);
        database = SqliteDatabase.Open(data.DatabasePath, synced: false);
        Store = new FaultyHistoryStore(new SqliteHistoryStore(database));
        Restart();
    }

    public HistoryOptions Options { get; }

    public FaultyHistoryStore Store { get; }

    public HistoryModel Model { get; } = new();

    public HistoryProjections Projections { get; private set; } = null!;

    public IHistoryReader Reader { get; private set; } = null!;

    public IPartitionLog Log { get; private set; } = null!;

    public FakeTraits Traits { get; } = new();

    /// <summary>What the partition's reads reflect; by default all that was appended.</summary>
    public Func<ulong>? Visible { get; set; }

    /// <summary>Opens the log and follows it.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        Log = await logs.OpenAsync(Key, cancellationToken);
        await Projections.AttachAsync(new FollowedLog(Key, Log, Traits, Visible ?? (() => Log.LastIndex)), cancellationToken);
    }

    /// <summary>Lets go, as a partition that closes.</summary>
    public Task CloseAsync() => Projections.DetachAsync(Key, Log);

    /// <summary>New projector and reader over the same stores.</summary>
    public void Restart()
    {
        Projections = new HistoryProjections(Store, Options, TimeProvider.System, NullLogger<HistoryProjections>.Instance);
        Reader = new HistoryReader(Store, Projections, Options, TimeProvider.System);
    }

    /// <summary>Commits samples of one batch, item by item; rejected ones are in the record and nowhere else.</summary>
    public Task<ulong> CommitAsync(params ReadOnlySpan<(SeriesId Series, long TimeNs, double Value, uint Quality, bool IsRejected)> items)
    {
        var batch = SampleBatch.Rent(items.Length, items.Length, qualities: true);
        batch.Seq = nextSeq++;
        var rejections = new List<RejectedItem>();
        var index = Log.LastIndex + 1;
        for (var i = 0; i < items.Length; i++)
        {
            (batch.RunSeries[i], batch.RunLength[i]) = (items[i].Series.Value, 1);
            (batch.Times[i], batch.Values[i], batch.Qualities![i]) = (items[i].TimeNs, items[i].Value, items[i].Quality);
            if (items[i].IsRejected)
            {
                rejections.Add(new RejectedItem(i, (uint)RejectionCode.TimestampTooOld));
            }
            else if (items[i].Series != PassingSeries)
            {
                Model.Add(new HistoryModel.Sample(items[i].Series, items[i].TimeNs, items[i].Value, items[i].Quality, index, 0));
            }
        }

        return CommitAsync(batch, [.. rejections]);
    }

    /// <summary>Commits a batch as it is, and gives it back.</summary>
    public async Task<ulong> CommitAsync(SampleBatch batch, RejectedItem[] rejections)
    {
        using (batch)
        {
            ulong index;
            while ((index = TryAppend(batch, rejections, out var length)) == 0)
            {
                await Log.WaitForRoomAsync(length, TestContext.Current.CancellationToken);
            }

            return index;
        }
    }

    /// <summary>Commits events.</summary>
    public async Task<ulong> RaiseAsync(params HistoryEvent[] events)
    {
        var writer = new StateWriter();
        EventsRaisedRecord.Write(writer, events);
        ulong index;
        while ((index = Log.TryAppend(
            RecordKinds.EventsRaised, writer.Written.Length, writer, static (span, state) => state.Written.CopyTo(span))) == 0)
        {
            await Log.WaitForRoomAsync(writer.Written.Length, TestContext.Current.CancellationToken);
        }

        return index;
    }

    /// <summary>Waits until everything committed is in the store.</summary>
    public async Task IndexedAsync(CancellationToken cancellationToken)
    {
        while (Projections.IndexedThrough(Key) < Log.LastIndex)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await logs.DisposeAsync();
        await database.DisposeAsync();
        data.Dispose();
        directory.Dispose();
    }

    private ulong TryAppend(SampleBatch batch, RejectedItem[] rejections, out int length)
    {
        var content = new SamplesContent(batch, 0, Nanoseconds.Now(TimeProvider.System), rejections, null);
        length = content.Length;
        return Log.TryAppend(RecordKinds.Samples, length, content, SamplesContent.Write);
    }

    /// <summary>What a definition would say.</summary>
    internal sealed class FakeTraits : ISeriesTraits
    {
        public IReadOnlyList<RetentionClass> Bounded { get; set; } = [];

        public bool IsText(SeriesId series) => series == TextSeries;

        public bool IsKept(SeriesId series) => series != PassingSeries;

        public IReadOnlyList<RetentionClass> BoundedClasses() => Bounded;
    }
}
