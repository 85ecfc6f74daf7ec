using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>Streams that break the protocol's order, and claims that the server must not accept.</summary>
public sealed class BadStreamTests(AttackedServer server) : Attack(server)
{
    private const string ForeignHistory = "0f0e0d0c0b0a09080706050403020100";

    [Fact]
    public async Task Ingest_BatchBeforeOpen_IsRefused()
    {
        using var stream = new BadProducer(Server.Telemetry.Ingest(cancellationToken: Token));
        await stream.SendAsync(BadProducer.Batch(1, (1, AttackedServer.NowNs, 1)));
        await RefusedAsync(stream.ReadToEndAsync, "PRECONDITION_FAILED");
    }

    [Fact]
    public async Task Ingest_TwoOpens_IsRefused()
    {
        using var stream = await OpenAsync("two-opens");
        await stream.SendAsync(new IngestRequest { Open = new Open { Plant = AttackedServer.Plant, Producer = "two-opens", Epoch = 2 } });
        await RefusedAsync(stream.ReadToEndAsync, "PRECONDITION_FAILED");
    }

    public static TheoryData<string, Open> Claims { get; } = new()
    {
        { "HISTORY_MISMATCH", new Open { Plant = AttackedServer.Plant, Producer = "claims", Epoch = 1, HistoryId = ForeignHistory } },
        { "INVALID_ARGUMENT", new Open { Plant = AttackedServer.Plant, Producer = "claims", Epoch = 1, HistoryId = new string('f', 1 << 20) } },
        { "DURABILITY_UNAVAILABLE", new Open { Plant = AttackedServer.Plant, Producer = "claims", Epoch = 1, Durability = Durability.PowerLoss } },
        { "INVALID_ARGUMENT", new Open { Plant = AttackedServer.Plant, Producer = "claims", Epoch = 1, Durability = (Durability)99 } },
        { "NOT_FOUND", new Open { Plant = "nowhere", Producer = "claims", Epoch = 1 } },
        { "INVALID_NAME", new Open { Plant = "../../etc", Producer = "claims", Epoch = 1 } },
        { "INVALID_NAME", new Open { Plant = AttackedServer.Plant, Producer = new string('p', 1 << 20), Epoch = 1 } },
        { "INVALID_NAME", new Open { Plant = AttackedServer.Plant, Producer = "a\nb", Epoch = 1 } },
        { "NOT_FOUND INVALID_ARGUMENT", new Open { Plant = AttackedServer.Plant, Partition = uint.MaxValue, Producer = "claims", Epoch = 1 } },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task Ingest_FalseClaim_IsRefused(string reasons, Open open)
    {
        using var stream = new BadProducer(Server.Telemetry.Ingest(cancellationToken: Token));
        await stream.SendAsync(new IngestRequest { Open = open });
        await RefusedAsync(stream.ReadToEndAsync, reasons.Split(' '));
    }

    [Fact]
    public async Task Ingest_SeqAtTheEndOfItsRange_IsRefused()
    {
        using var stream = await OpenAsync("far-ahead");
        await stream.SendAsync(BadProducer.Batch(ulong.MaxValue, (1, AttackedServer.NowNs, 1)));
        await RefusedAsync(stream.ReadToEndAsync, "SEQUENCE_GAP", "INVALID_BATCH");
        using var losing = await OpenAsync("far-ahead", 2);
        await losing.SendAsync(new IngestRequest { Loss = new LossDeclaration { FromSeq = 5, ThroughSeq = 2, Reason = "backwards" } });
        await RefusedAsync(losing.ReadToEndAsync, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Ingest_BatchOverTheBound_IsRefused()
    {
        using var stream = await OpenAsync("too-large");
        await stream.DeclareAsync(new SeriesDeclaration { Handle = 1, Asset = "rig-1", Signal = "note" });
        var batch = BadProducer.Batch(1, (1, AttackedServer.NowNs, 0));
        batch.Text.Add(new string('x', 4_500_000));
        await stream.SendAsync(batch);
        await RefusedAsync(stream.ReadToEndAsync, "INVALID_BATCH");

        using var samples = await OpenAsync("too-many");
        var many = new Batch { Seq = 1, Series = { 1 }, RunLength = { int.MaxValue } };
        await samples.SendAsync(many);
        await RefusedAsync(samples.ReadToEndAsync, "INVALID_BATCH");
    }

    [Fact]
    public async Task Operations_AcceptDataLossOfAnotherHistory_IsRefusedAndChangesNothing()
    {
        await RefusedAsync(
            async () => await Server.Operations.AcceptDataLossAsync(
                new AcceptDataLossRequest { Plant = AttackedServer.Plant, HistoryId = ForeignHistory, Reason = "mischief" }, cancellationToken: Token),
            "HISTORY_MISMATCH");
    }
}
