using TwinGrid.Contracts.History;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Tests.History;

/// <summary>Batches as producers send them: mostly fresh, some late, some of one instant, some bad, some rejected.</summary>
internal sealed class RandomCommits(HistoryFixture fixture, Random random)
{
    private const int Series = 4;
    private long now = 1_000_000;

    public SeriesId SomeSeries() => new(random.Next(Series), 3);

    public long SomeTime() => random.NextInt64(900_000, now + 2_000_000);

    public HistoryQuery SomeRange()
    {
        var from = random.Next(4) == 0 ? long.MinValue : SomeTime();
        return new HistoryQuery
        {
            FromNs = from,
            ToNs = random.Next(4) == 0 ? long.MaxValue : Math.Max(from, SomeTime()) + 1,
            AsOfIndex = random.Next(3) == 0 ? (ulong)random.NextInt64(1, (long)fixture.Log.LastIndex + 1) : ulong.MaxValue,
        };
    }

    public async Task SomeAsync()
    {
        for (var commit = random.Next(1, 30); commit > 0; commit--)
        {
            var items = new (SeriesId, long, double, uint, bool)[random.Next(1, 60)];
            for (var i = 0; i < items.Length; i++)
            {
                now += random.Next(3) == 0 ? random.Next(0, 30_000) : 0;
                var time = random.Next(50) == 0 ? SomeTime() : now;
                var (value, quality) = random.Next(15) switch
                {
                    0 => (double.NaN, Quality.Bad),
                    1 => (random.Next(100), Quality.Bad),
                    2 => (random.Next(100), Quality.Uncertain),
                    _ => (random.Next(1000) / 8.0, Quality.Good),
                };
                items[i] = (SomeSeries(), time, value, quality, random.Next(25) == 0);
            }

            await fixture.CommitAsync(items);
        }
    }
}
