using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>Samples that must not be taken, beside one that must: an item never rejects its batch.</summary>
public sealed class BadSampleTests(AttackedServer server) : Attack(server)
{
    private const long Hour = 3_600_000_000_000;

    [Fact]
    public async Task Declare_WrongSeries_EachIsRefusedByItsCode()
    {
        using var producer = await OpenAsync("declarer");
        var declared = await producer.DeclareAsync(
            Series(1, "speed"),
            Series(2, "speed", unit: "kg"),
            Series(3, "speed", unit: "no unit at all"),
            Series(4, "speed", unit: new string('(', 100_000)),
            Series(5, "speed", unit: string.Concat(Enumerable.Repeat("m/(", 50_000))),
            Series(6, "speed", unit: "m2147483647"),
            Series(7, "count", type: SignalType.String),
            Series(8, "count", type: (SignalType)77),
            Series(9, "nowhere"),
            new SeriesDeclaration { Handle = 10, Asset = new string('x', 1 << 20), Signal = "speed" },
            new SeriesDeclaration { Handle = 11, Asset = "plants/target/lines/bench/assets/\0\uFFFD", Signal = "" },
            Series(uint.MaxValue, "speed"));
        Assert.Equal(
            [
                "OK", "UNIT_MISMATCH", "UNIT_MISMATCH", "UNIT_MISMATCH", "UNIT_MISMATCH", "UNIT_MISMATCH", "TYPE_MISMATCH", "TYPE_MISMATCH",
                "UNKNOWN_SIGNAL", "UNKNOWN_SIGNAL", "UNKNOWN_SIGNAL", "INVALID_HANDLE",
            ],
            declared.Results.Select(r => r.Code));
    }

    [Fact]
    public async Task Batch_BadItems_EachIsRejectedByItsCodeAndTheGoodOneIsTaken()
    {
        using var producer = await OpenAsync("items");
        await producer.DeclareAsync(Series(1, "speed"), Series(2, "count"), Series(3, "open"), Series(4, "note"));
        var now = AttackedServer.NowNs;
        var rejected = await producer.RejectedAsync(BadProducer.Batch(
            1,
            (1, now, 1.5),
            (1, now, double.NaN),
            (1, now, double.NegativeInfinity),
            (2, now, 1.5),
            (2, now, 1e300),
            (3, now, 2),
            (4, now, 0),
            (4, now, -1),
            (99, now, 1),
            (uint.MaxValue, now, 1),
            (1, now + Hour, 1),
            (1, long.MaxValue, 1),
            (1, now - 30 * 24 * Hour, 1),
            (1, long.MinValue, 1)));
        Assert.Equal(
            [
                "VALUE_NOT_FINITE", "VALUE_NOT_FINITE", "TYPE_MISMATCH", "TYPE_MISMATCH", "TYPE_MISMATCH", "TYPE_MISMATCH", "TYPE_MISMATCH",
                "UNKNOWN_SIGNAL", "UNKNOWN_SIGNAL", "TIMESTAMP_FUTURE", "TIMESTAMP_FUTURE", "TIMESTAMP_TOO_OLD", "TIMESTAMP_TOO_OLD",
            ],
            Enumerable.Range(1, 13).Select(i => rejected.GetValueOrDefault((uint)i, "taken")));
        Assert.DoesNotContain(0u, rejected.Keys);
    }

    [Fact]
    public async Task Publish_BadItems_AreRejectedByTheirCodes()
    {
        var now = AttackedServer.NowNs;
        var response = await Server.Telemetry.PublishAsync(
            new PublishRequest
            {
                Plant = AttackedServer.Plant, Producer = "publisher", RequestId = "bad-items",
                Samples =
                {
                    Sample("speed", now, new Value { Number = double.NaN }),
                    Sample("speed", now, new Value { Text = "fast" }),
                    Sample("speed", now, new Value { Number = 1 }, unit: "kg"),
                    Sample("speed", now, new Value { Number = 1 }, unit: new string('(', 100_000)),
                    Sample("nothing", now, new Value { Number = 1 }),
                    Sample("speed", now + Hour, new Value { Number = 1 }),
                    Sample("note", now, new Value { Text = new string('x', 1 << 20) }),
                    Sample("count", now, new Value { Integer = long.MaxValue }),
                    Sample("open", now, new Value { Enumeration = new EnumerationValue { Number = 3, Symbol = "x" } }),
                },
            },
            cancellationToken: Token);
        Assert.Equal(0UL, response.AcceptedSamples);
        Assert.Equal(9, response.Result.Items.Count);
    }

    [Fact]
    public async Task Batch_ColumnsOfUnequalLength_RejectTheBatch()
    {
        (string What, Action<Batch> Damage)[] damages =
        [
            ("no time", b => b.Time.Clear()),
            ("a value too many", b => b.Value.Add(1)),
            ("a series too few", b => b.Series.RemoveAt(0)),
            ("a quality too few", b => b.Quality.Add(0)),
            ("run lengths that do not add up", b => b.RunLength.AddRange([1, 1, uint.MaxValue])),
            ("a run length of 0", b => b.RunLength.AddRange([0, 0, 3])),
            ("seq 0", b => b.Seq = 0),
        ];
        foreach (var (what, damage) in damages)
        {
            using var producer = await OpenAsync("columns");
            await producer.DeclareAsync(Series(1, "speed"));
            var now = AttackedServer.NowNs;
            var batch = BadProducer.Batch(1, (1, now, 1), (1, now + 1, 2), (1, now + 2, 3));
            damage(batch);
            await producer.SendAsync(batch);
            TestContext.Current.TestOutputHelper!.WriteLine(what);
            await RefusedAsync(producer.ReadToEndAsync, "INVALID_BATCH");
        }
    }

    private static SeriesDeclaration Series(uint handle, string signal, string unit = "", SignalType type = default) =>
        new() { Handle = handle, Asset = "rig-1", Signal = signal, Unit = unit, Type = type };

    private static PublishSample Sample(string signal, long time, Value value, string unit = "") =>
        new() { Asset = "rig-1", Signal = signal, Time = time, Value = value, Unit = unit };
}
