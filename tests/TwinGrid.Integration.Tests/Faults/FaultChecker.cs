using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Integration.Tests.Faults;

/// <summary>Compares what the store holds with what a producer was told, by invariants I1 to I4 and the end of I5 of docs/durability.md.</summary>
internal static class FaultChecker
{
    public static async Task<IReadOnlyList<string>> CheckAsync(
        FaultProducer producer, TwinService.TwinServiceClient client, CancellationToken cancellationToken)
    {
        var breaches = new List<string>(producer.Breaches);
        var stored = await ReadAllAsync(producer.Number, client, cancellationToken);
        var counts = stored.GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());
        breaches.AddRange(counts.Where(c => c.Value > 1).Select(c => $"I3: p{producer.Number} {Name(producer, c.Key)} is stored {c.Value} times"));

        for (ulong seq = 1; seq <= producer.AckedThrough; seq++)
        {
            if (producer.Lost.Contains(seq))
            {
                continue;
            }

            foreach (var item in SentBatch.AcceptedItems(seq))
            {
                if (!counts.Remove(SentBatch.Value(producer.Number, seq, item)))
                {
                    breaches.Add($"I1: p{producer.Number} {seq}/{item} was acked and is not stored");
                }
            }
        }

        breaches.AddRange(counts.Keys.Select(value => $"I2: p{producer.Number} {Name(producer, value)} is stored and was not sent or not acked"));
        breaches.AddRange(await CheckLiveAsync(producer, client, cancellationToken));
        return breaches;
    }

    private static string Name(FaultProducer producer, double value)
    {
        var (seq, item) = SentBatch.Origin(producer.Number, value);
        return $"{seq}/{item}";
    }

    private static async Task<List<double>> ReadAllAsync(int producer, TwinService.TwinServiceClient client, CancellationToken cancellationToken)
    {
        var request = new ReadHistoryRequest { From = 0, To = long.MaxValue };
        for (var signal = 0; signal < FaultPlant.Signals; signal++)
        {
            request.Series.Add(new HistorySeries { Asset = FaultPlant.Asset(producer), Signal = $"s{signal}" });
        }

        var values = new List<double>();
        using var call = client.ReadHistory(request, cancellationToken: cancellationToken);
        await foreach (var piece in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            values.AddRange(piece.Value);
        }

        return values;
    }

    private static async Task<IEnumerable<string>> CheckLiveAsync(FaultProducer producer, TwinService.TwinServiceClient client, CancellationToken cancellationToken)
    {
        var newest = producer.AckedThrough;
        while (producer.Lost.Contains(newest))
        {
            newest--;
        }

        var asset = await client.GetAssetAsync(new GetAssetRequest { Name = FaultPlant.Asset(producer.Number) }, cancellationToken: cancellationToken);
        return Enumerable.Range(0, FaultPlant.Signals)
            .Select(signal =>
            {
                var item = SentBatch.AcceptedItems(newest).Last(i => i % FaultPlant.Signals == signal);
                var expected = SentBatch.Value(producer.Number, newest, item);
                var actual = asset.Signals.Single(s => s.Signal == $"s{signal}").Value?.Number;
                return actual == expected ? null : $"I5: p{producer.Number} s{signal} is {actual}, expected {expected}";
            })
            .OfType<string>();
    }
}
