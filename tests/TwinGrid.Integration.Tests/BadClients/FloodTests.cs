using Grpc.Core;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>Too many, too fast, or never listening: the others go on.</summary>
public sealed class FloodTests(AttackedServer server) : Attack(server)
{
    private const int Streams = 500;
    private const int DefaultStreamQuota = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Streams_FiveHundred_GetTheQuotaErrorAndAnOldProducerGoesOn()
    {
        using var old = await OpenAsync("steady");
        await old.DeclareAsync(new SeriesDeclaration { Handle = 1, Asset = "rig-1", Signal = "speed" });
        using var channel = Server.Connect();
        var telemetry = new TelemetryService.TelemetryServiceClient(channel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var opened = await Task.WhenAll(Enumerable.Range(0, Streams).Select(n => TryOpenAsync(telemetry, n, done.Token)));

        // A connection with very many streams at once may be calmed by Kestrel itself (ENHANCE_YOUR_CALM), which comes without a reason of ours.
        Assert.Subset(new HashSet<string>(["OK", "QUOTA_EXCEEDED", "ResourceExhausted"]), opened.ToHashSet());
        Assert.Contains("QUOTA_EXCEEDED", opened);
        Assert.InRange(opened.Count(o => o == "OK"), 1, DefaultStreamQuota);
        Assert.Empty(await old.RejectedAsync(BadProducer.Batch(1, (1, AttackedServer.NowNs, 1))));
        await done.CancelAsync();
    }

    [Fact]
    public async Task Ingest_AcksAreNeverRead_EndsOrIsHeld()
    {
        using var producer = await OpenAsync("deaf");
        var batch = new Batch();
        for (uint n = 0; n < 200; n++)
        {
            batch.MergeFrom(BadProducer.Batch(0, (n, AttackedServer.NowNs, 1)));
        }

        // Every item is rejected, so that the acks are large.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(13), TimeProvider.System);
        var sent = 0;
        try
        {
            for (; sent < 100_000 && !patience.IsCancellationRequested; sent++)
            {
                batch.Seq = (ulong)sent + 1;
                await producer.SendAsync(batch).WaitAsync(patience.Token);
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or InvalidOperationException)
        {
            // Refused, or no longer read from.
        }

        Assert.True(sent < 100_000, "nothing held the client back");
        try
        {
            await producer.ReadToEndAsync().WaitAsync(Patience, TimeProvider.System, Token);
        }
        catch (RpcException e)
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"{sent} batches, then {e.Status}");
            Assert.NotEqual("INTERNAL", ReasonOf(e));
        }
    }

    [Fact]
    public async Task Ingest_CreditIsIgnored_IsRefusedOrKeptUpWith()
    {
        const ulong Batches = 3_000;
        using var producer = await OpenAsync("greedy");
        await producer.DeclareAsync(new SeriesDeclaration { Handle = 1, Asset = "rig-1", Signal = "speed" });
        var reading = producer.ReadToEndAsync();
        var batch = new Batch { Series = { 1 }, RunLength = { 10_000 } };
        batch.Time.AddRange(Enumerable.Repeat(AttackedServer.NowNs, 10_000));
        batch.Value.AddRange(Enumerable.Repeat(1.0, 10_000));
        try
        {
            for (ulong seq = 1; seq <= Batches && !reading.IsCompleted; seq++)
            {
                batch.Seq = seq;
                await producer.SendAsync(batch).WaitAsync(Patience, TimeProvider.System, Token);
            }

            await producer.SendAsync(new IngestRequest { Close = new Close() });
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The reason comes from the reading side.
        }

        try
        {
            Assert.Equal(Batches, await reading.WaitAsync(Patience, TimeProvider.System, Token));
        }
        catch (RpcException e)
        {
            Assert.Equal("CREDIT_EXCEEDED", ReasonOf(e));
        }
    }

    [Fact]
    public async Task Watches_AreNeverRead_AreBounded()
    {
        const int Fences = 1_000;
        using var channel = Server.Connect();
        var twins = new TwinService.TwinServiceClient(channel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var states = Enumerable.Range(0, 50)
            .Select(_ => twins.WatchAssets(new WatchAssetsRequest { Parent = "plants/target", MinIntervalMs = 1 }, cancellationToken: done.Token)).ToList();
        var events = twins.WatchPlant(new WatchPlantRequest { Name = AttackedServer.Plant, Events = true }, cancellationToken: done.Token);
        Assert.True(await events.ResponseStream.MoveNext(Token));
        for (var n = 0; n < Fences; n++)
        {
            var fence = new FenceProducerRequest { Plant = AttackedServer.Plant, Producer = "fenced", BelowEpoch = (ulong)n + 1, Reason = new string('x', 200) };
            await Server.Telemetry.FenceProducerAsync(fence, cancellationToken: Token);
        }

        // Nothing of an event watch is dropped: it either delivers all, or says that it was too slow.
        var seen = 0;
        try
        {
            while (seen < Fences && await events.ResponseStream.MoveNext(Token).WaitAsync(Patience, TimeProvider.System, Token))
            {
                seen += events.ResponseStream.Current.Event is null ? 0 : 1;
            }

            Assert.Equal(Fences, seen);
        }
        catch (RpcException e)
        {
            Assert.Equal("WATCH_TOO_SLOW", ReasonOf(e));
        }

        await Server.CheckAsync();
        await done.CancelAsync();
        states.ForEach(s => s.Dispose());
        events.Dispose();
    }

    [Fact]
    public async Task Watches_TooMany_AreRefused()
    {
        using var channel = Server.Connect();
        var twins = new TwinService.TwinServiceClient(channel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_100).Select(async _ =>
        {
            try
            {
                return await twins.WatchAssets(new WatchAssetsRequest { Parent = "plants/target" }, cancellationToken: done.Token).ResponseStream.MoveNext(Token) ? "OK" : "ended";
            }
            catch (RpcException e)
            {
                return ReasonOf(e);
            }
        }));
        Assert.Equal(["BUSY", "OK"], answers.Distinct().Order(StringComparer.Ordinal));
        await done.CancelAsync();
    }

    [Fact]
    public async Task ReadHistory_HundredAtATimeOfEverything_AnswersOrIsBusy()
    {
        using (var producer = await OpenAsync("historian"))
        {
            await producer.DeclareAsync(new SeriesDeclaration { Handle = 1, Asset = "rig-2", Signal = "count" });
            var now = AttackedServer.NowNs;
            for (ulong seq = 1; seq <= 20; seq++)
            {
                var batch = new Batch { Seq = seq, Series = { 1 }, RunLength = { 1_000 } };
                batch.Time.AddRange(Enumerable.Range(0, 1_000).Select(n => now - 100_000_000_000 + (((long)seq * 1_000) + n) * 1_000_000));
                batch.Value.AddRange(Enumerable.Range(0, 1_000).Select(n => (double)n));
                Assert.Empty(await producer.RejectedAsync(batch));
            }
        }

        var request = new ReadHistoryRequest();
        for (var n = 0; n < 100; n++)
        {
            request.Series.Add(new HistorySeries { Asset = "rig-2", Signal = n % 2 == 0 ? "count" : "speed" });
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ReadAsync(request)));
        Assert.Contains("OK", answers);
        Assert.Empty(answers.Except(["OK", "BUSY"]));
    }

    private async Task<string> ReadAsync(ReadHistoryRequest request)
    {
        try
        {
            using var call = Server.Twins.ReadHistory(request, cancellationToken: Token);
            while (await call.ResponseStream.MoveNext(Token))
            {
                // Everything is read and nothing kept.
            }

            return "OK";
        }
        catch (RpcException e)
        {
            return ReasonOf(e);
        }
    }

    private static async Task<string> TryOpenAsync(TelemetryService.TelemetryServiceClient telemetry, int n, CancellationToken held)
    {
        try
        {
            var call = telemetry.Ingest(cancellationToken: held);
            await call.RequestStream.WriteAsync(new IngestRequest { Open = new Open { Plant = AttackedServer.Plant, Producer = $"flood-{n}", Epoch = 1 } }, Token);
            return await call.ResponseStream.MoveNext(Token) ? "OK" : "ended";
        }
        catch (RpcException e)
        {
            return ReasonOf(e);
        }
    }
}
