using CsCheck;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Snapshots;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.Partitions;

/// <summary>State = fold(log): whatever happens, live, replayed and out of a snapshot, it has the same hash.</summary>
public sealed class FoldPropertyTests
{
    private static readonly Gen<int[]> Steps = Gen.Int[0, int.MaxValue].Array[1, 60];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_AfterAnything_IsTheFoldOfTheLog() => await Steps.SampleAsync(RunAsync, iter: 150);

    private static async Task RunAsync(int[] seeds)
    {
        await using var harness = await PartitionHarness.OpenAsync();
        var run = new RandomRun(harness);
        foreach (var seed in seeds)
        {
            await run.StepAsync(seed);
            if (seed % 7 == 0)
            {
                await CompareAsync(harness);
            }
        }

        await CompareAsync(harness);
        await harness.CrashAsync();
        await CompareAsync(harness);
        await harness.RestartAsync();
        await CompareAsync(harness);
    }

    private static async Task CompareAsync(PartitionHarness harness)
    {
        var (live, index) = await harness.Partition.HashStateAsync(Token);
        var folded = new PartitionState(PartitionHarness.Key);
        foreach (var record in harness.Store.ReadAll(PartitionHarness.Key).TakeWhile(record => record.Index <= index))
        {
            folded.Apply(record.Kind, record.Payload.Span, record.Index);
        }

        Assert.Equal(Convert.ToHexString(StateHash.Of(folded)), Convert.ToHexString(live));
    }

    /// <summary>Random things that happen to a partition.</summary>
    private sealed class RandomRun(PartitionHarness harness)
    {
        private static readonly double[] Values = [0, 1, 2, 7, 50, 89.5, 95, 120, -1, 0.5, double.NaN, double.PositiveInfinity];
        private static readonly uint[] Qualities = [Quality.Good, Quality.Good, Quality.Uncertain, Quality.Bad];
        private readonly Dictionary<string, (ILane Lane, ulong Seq, ulong Epoch)> lanes = [];
        private ulong version = 1;

        public async Task StepAsync(int seed)
        {
            var random = new Random(seed);
            var producer = $"producer-{random.Next(3)}";
            switch (random.Next(20))
            {
                case 0:
                    await OpenAsync(producer, random.Next(2) == 0);
                    break;
                case 1:
                    await LoseAsync(producer, random);
                    break;
                case 2:
                    await harness.Partition.ApplyDefinitionAsync(DefinitionOf(random), ++version, Token);
                    break;
                case 3:
                    await harness.Partition.UpdateMetadataAsync(
                        random.Next(4), new MetadataUpdate($"name {seed}", new Dictionary<string, string> { ["seed"] = $"{seed}" }, null), Token);
                    break;
                case 4:
                    await harness.Partition.ActOnAlarmAsync(
                        random.Next(4), "flow-high", new AlarmAction((AlarmActionKind)random.Next(1, 4), "me", "", 5), Token);
                    break;
                case 5:
                    await (random.Next(2) == 0 ? harness.CrashAsync() : harness.RestartAsync());
                    lanes.Clear();
                    break;
                case 6:
                    harness.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 2_000)));
                    break;
                default:
                    await SendAsync(producer, random);
                    break;
            }
        }

        private static PlantDefinition DefinitionOf(Random random)
        {
            var type = random.Next(4) switch
            {
                0 => PumpPlant.Pump,
                1 => PumpPlant.Pump with { Signals = [.. PumpPlant.Pump.Signals.Skip(1), PumpPlant.Signal("speed") with { StatisticsOver = TimeSpan.FromSeconds(5) }], Alarms = [] },
                2 => PumpPlant.Pump with { Signals = [.. PumpPlant.Pump.Signals, PumpPlant.Signal("level"), PumpPlant.Signal("double-flow") with { Expression = "flow * 2", Unit = "m3/h" }] },
                _ => PumpPlant.Pump with { Signals = [.. PumpPlant.Pump.Signals.Select(signal => signal.Id == "pressure" ? signal with { Id = "pressure-2", RenamedFrom = "pressure" } : signal)] },
            };
            return PumpPlant.Plant(
                type,
                new AssetDefinition { Id = "pump-{000}", Type = "pump", From = 1, To = random.Next(2, 80) },
                new AssetDefinition { Id = $"extra-{random.Next(3)}", Type = "pump" });
        }

        private async Task<ILane> OpenAsync(string producer, bool isNew)
        {
            var epoch = lanes.TryGetValue(producer, out var known) ? known.Epoch : harness.Partition.ListProducers().FirstOrDefault(one => one.Producer == producer)?.Epoch ?? 1;
            var lane = await harness.OpenLaneAsync(producer, isNew ? epoch + 1 : epoch);
            lanes[producer] = (lane, lane.HighWaterMark, isNew ? epoch + 1 : epoch);
            return lane;
        }

        private async Task LoseAsync(string producer, Random random)
        {
            var lane = lanes.TryGetValue(producer, out var open) ? open.Lane : await OpenAsync(producer, false);
            var last = lanes[producer].Seq;
            var through = last + (ulong)random.Next(1, 2_000);
            await lane.EnqueueLossAsync(new LossRange(last + 1, through, "test"), Token);
            await harness.DrainThroughAsync(lane, through);
            lanes[producer] = lanes[producer] with { Seq = through };
        }

        private async Task SendAsync(string producer, Random random)
        {
            var lane = lanes.TryGetValue(producer, out var open) ? open.Lane : await OpenAsync(producer, false);
            var seq = lanes[producer].Seq + 1;
            await lane.EnqueueAsync(BatchOf(seq, random), Token);
            await harness.DrainThroughAsync(lane, seq);
            lanes[producer] = lanes[producer] with { Seq = seq };
        }

        private SampleBatch BatchOf(ulong seq, Random random)
        {
            var runs = random.Next(1, 12);
            var lengths = Enumerable.Range(0, runs).Select(_ => random.Next(1, 6)).ToArray();
            var batch = SampleBatch.Rent(lengths.Sum(), runs, random.Next(2) == 0);
            (batch.Seq, batch.PayloadHash, batch.Texts) = (seq, (ulong)random.NextInt64(), ["on", "off"]);
            var item = 0;
            for (var run = 0; run < runs; run++)
            {
                batch.RunSeries[run] = random.Next(15) == 0 ? SampleBatch.UnknownSeries : new SeriesId(random.Next(6), random.Next(7)).Value;
                batch.RunLength[run] = lengths[run];
                for (var end = item + lengths[run]; item < end; item++)
                {
                    batch.Times[item] = harness.NowNs + (random.Next(-50, 50) * Nanoseconds.PerSecond);
                    batch.Values[item] = Values[random.Next(Values.Length)];
                    if (batch.Qualities is { } qualities)
                    {
                        qualities[item] = Qualities[random.Next(Qualities.Length)];
                    }
                }
            }

            return batch;
        }
    }
}
