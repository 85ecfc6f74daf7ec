using System.Globalization;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Queries;

/// <summary>Pages of alarms: most urgent first, then newest, then by asset and alarm.</summary>
internal static class AlarmPages
{
    private const int Keys = 4;

    /// <summary>A page.</summary>
    public static AlarmPage Read(QueryScope scope, AlarmQuery query, int size, string? token, CancellationToken cancellationToken)
    {
        var hash = PageToken.HashOf("alarms", query.Parent, query.IncludeNormal ? "n" : "", query.IncludeShelved ? "s" : "");
        var top = new TopSelection<AlarmStatus>(size + 1, Order.Instance, PageToken.Read(token, hash, Keys));
        foreach (var partition in scope.Partitions)
        {
            foreach (var slot in SlotsOf(partition, scope, query))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (partition.GetAssetInfo(slot) is { } info && scope.Contains(info))
                {
                    Offer(top, partition.GetAlarms(slot), query);
                }
            }
        }

        var best = top.Take();
        return new AlarmPage(
            [.. best.Take(size).Select(pair => pair.Item)], best.Count > size ? PageToken.Write(hash, best[size - 1].Keys) : null);
    }

    private static IEnumerable<int> SlotsOf(IPartition partition, QueryScope scope, AlarmQuery query) =>
        scope.Asset is { } asset ? [partition.FindAsset(asset)]
        : query.IncludeNormal ? Enumerable.Range(0, partition.SlotCount)
        : partition.SlotsWithAlarms;

    private static void Offer(TopSelection<AlarmStatus> top, IReadOnlyList<AlarmStatus> alarms, AlarmQuery query)
    {
        foreach (var alarm in alarms)
        {
            if ((alarm.State == AlarmState.Normal && !query.IncludeNormal) || (alarm.State == AlarmState.Shelved && !query.IncludeShelved))
            {
                continue;
            }

            // Times as text keep all their digits: a double has 53 bits.
            SortKey[] keys = [new(alarm.Priority), new(alarm.RaisedAtNs.ToString("D20", CultureInfo.InvariantCulture)), new(alarm.Asset), new(alarm.Alarm)];
            if (top.Wants(keys))
            {
                top.Add(alarm, keys);
            }
        }
    }

    private sealed class Order : IComparer<SortKey[]>
    {
        public static readonly Order Instance = new();

        public int Compare(SortKey[]? x, SortKey[]? y)
        {
            for (var i = 0; i < Keys; i++)
            {
                if (SortKey.Compare(x![i], y![i], descending: i == 1) is var order and not 0)
                {
                    return order;
                }
            }

            return 0;
        }
    }
}
