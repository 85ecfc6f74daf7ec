using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Twins;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Scenarios;

/// <summary>Cuts of a plant in a whole server: over partitions, kept, and out of history.</summary>
public sealed class PlantCutTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task TakeCutAsync_PlantOfTwoPartitions_IsKeptUnderItsHash()
    {
        var at = server.NowNs;
        await server.PublishAsync("annex", "shared-1", ("flow", at, new Value { Number = 7 }));
        await server.PublishAsync("annex", "pump-2", ("flow", at, new Value { Number = 8 }));

        var answer = await Plant("annex").TakeCutAsync(new CutRequest([]), Token);

        Assert.Equal((CutRefusal.None, 2), (answer.Refusal, answer.Assets));
        var bytes = await Cuts.GetAsync("annex", answer.Hash, Token);
        Assert.Equal(answer.Hash, CutEncoding.Hash(bytes!.Value.Span));
        var cut = CutEncoding.Read(bytes.Value.Span);
        Assert.Equal([0, 1], cut.Positions.Select(position => position.Partition));
        Assert.Equal((7.0, 8.0), (cut.Find("shared-1")!.Signals[0].Value, cut.Find("pump-2")!.Signals[0].Value));
        Assert.Equal(answer.AtNs, cut.AtNs);
        Assert.Null(await Cuts.GetAsync("mill", answer.Hash, Token));
        await Cuts.DeleteAsync("annex", answer.Hash, Token);
        Assert.Null(await Cuts.GetAsync("annex", answer.Hash, Token));
    }

    [Fact]
    public async Task TakeCutAsync_OneLine_TakesItsPartitionAlone()
    {
        var answer = await Plant("annex").TakeCutAsync(new CutRequest(["south"]), Token);
        var cut = await ReadAsync("annex", answer);
        Assert.Equal(["pump-2"], cut.Assets.Select(asset => asset.Id));
        Assert.Equal([1], cut.Positions.Select(position => position.Partition));
    }

    [Fact]
    public async Task TakeCutAsync_WrongLineOrInstant_IsRefusedInWords()
    {
        var line = await Plant("annex").TakeCutAsync(new CutRequest(["suoth"]), Token);
        Assert.Equal((CutRefusal.UnknownLine, "Plant 'annex' has no line 'suoth'; did you mean 'south'?"), (line.Refusal, line.Message));
        var ahead = await Plant("annex").TakeCutAsync(new CutRequest([], server.NowNs + Nanoseconds.PerSecond), Token);
        Assert.Equal(CutRefusal.NotPast, ahead.Refusal);
        Assert.Equal(CutRefusal.UnknownPlant, (await Plant("none").TakeCutAsync(new CutRequest([]), Token)).Refusal);
    }

    [Fact]
    public async Task TakeCutAsync_Past_IsWhatHistorySaysOfTheInstant()
    {
        const long Second = Nanoseconds.PerSecond;
        var t = server.NowNs - (600 * Second);
        await server.PublishAsync("mill", "roll-12", Speed(t, 100), Speed(t + (300 * Second), 200), Speed(t + (400 * Second), 900));
        await server.PublishAsync("mill", "roll-12", State(t, 6), State(t + (20 * Second), 0), State(t + (50 * Second), 6), State(t + (60 * Second), 6), State(t + (310 * Second), 0));
        await server.PublishAsync("mill", "roll-12", ("batch", t, new Value { Text = "B7" }), ("batch", t + (350 * Second), new Value { Text = "B8" }));
        var past = new CutRequest(["dry-end"], t + (305 * Second));

        var cut = await ReadAsync("mill", await Plant("mill").TakeCutAsync(past, Token));

        Assert.Equal((CutKind.Past, past.PastNs), (cut.Kind, cut.AtNs));
        var roll = cut.Find("roll-12")!;
        var speed = roll.Find("speed")!.Value;
        Assert.Equal((200.0, Quality.Good, 5.0), (speed.Value, speed.Quality, speed.AgeSeconds(cut.AtNs)));

        // Weight 300 / (300 + 300): mean 150, variance (1 - 1/2)(0 + 100 * 50).
        Assert.Equal((150.0, 2_500.0), (speed.Mean, speed.Variance));
        Assert.Equal("B7", roll.Find("batch")!.Value.Text);
        Assert.Equal((StateClass.Running, 255.0, 255.0), (roll.Production!.State, roll.Production.PhaseSeconds(cut.AtNs), roll.Production.RunningSecondsSinceDown));
        Assert.Equal(4.5, roll.Parameters[0]);
        Assert.Equal(Quality.BadWaitingForInitialData, cut.Find("roll-11")!.Find("speed")!.Value.Quality);

        // What comes later into history changes nothing at the position of the cut, and a signal that was silent is told as such.
        var stale = await ReadAsync("mill", await Plant("mill").TakeCutAsync(past with { PastNs = t + (200 * Second) }, Token));
        Assert.Equal(Quality.UncertainLastUsableValue, stale.Find("roll-12")!.Find("speed")!.Value.Quality);

        static (string, long, Value) Speed(long time, double value) => ("speed", time, new Value { Number = value });
        static (string, long, Value) State(long time, long value) => ("state", time, new Value { Integer = value });
    }

    [Fact]
    public async Task GetCut_StaleAndMissingData_AreNamedWorstFirst()
    {
        var at = server.NowNs;
        await server.PublishAsync("mill", "roll-20", ("speed", at - (3_600 * Nanoseconds.PerSecond), new Value { Number = 50 }), ("state", at, new Value { Integer = 6 }));
        var answer = await Plant("mill").TakeCutAsync(new CutRequest(["dry-end"]), Token);
        var name = $"plants/mill/cuts/{answer.Hash}";

        var cut = await server.Scenarios.GetCutAsync(new GetCutRequest { Name = name, Asset = "roll-20" }, cancellationToken: Token);

        Assert.Equal((name, answer.AtNs, 41u, false), (cut.Name, cut.At, cut.Assets, cut.Past));
        Assert.Equal(["dry-end"], cut.Lines);
        Assert.Contains(cut.Findings, one => one is { Asset: "roll-20", Signal: "speed", Quality: Quality.UncertainLastUsableValue, AgeSeconds: >= 3_600 });
        Assert.Contains(cut.Findings, one => one is { Asset: "roll-20", Signal: "count", Quality: Quality.BadWaitingForInitialData } && double.IsNaN(one.AgeSeconds));
        Assert.Equal(cut.Findings.Select(one => one.Quality).OrderDescending(), cut.Findings.Select(one => one.Quality));
        Assert.Equal(("roll-20", "roll", "Running", 4.5), (cut.Asset.Asset, cut.Asset.Type, cut.Asset.State, cut.Asset.Parameters["width"]));
        Assert.Equal(50, cut.Asset.Signals.Single(signal => signal.Signal == "speed").Value);
        await Refusals.ExpectAsync("INVALID_ARGUMENT", async () => await server.Scenarios.GetCutAsync(new GetCutRequest { Name = name, Asset = "roll-99" }, cancellationToken: Token));
        await Refusals.ExpectAsync("INVALID_NAME", async () => await server.Scenarios.GetCutAsync(new GetCutRequest { Name = "plants/mill/cuts/xyz" }, cancellationToken: Token));
        await Refusals.ExpectAsync(
            "NOT_FOUND", async () => await server.Scenarios.GetCutAsync(new GetCutRequest { Name = $"plants/mill/cuts/{new string('0', 64)}" }, cancellationToken: Token));
    }

    private ICutStore Cuts => server.Services.GetRequiredService<ICutStore>();

    private IPlantGrain Plant(string id) => server.Services.GetRequiredService<IGrainFactory>().GetGrain<IPlantGrain>($"plants/{id}");

    private async Task<PlantCut> ReadAsync(string plant, CutAnswer answer)
    {
        Assert.Equal("", answer.Message);
        return CutEncoding.Read((await Cuts.GetAsync(plant, answer.Hash, Token))!.Value.Span);
    }
}
