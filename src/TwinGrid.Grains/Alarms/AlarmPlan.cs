using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Alarms;

/// <summary>An alarm of a type, ready to be evaluated.</summary>
/// <param name="Definition">As defined.</param>
/// <param name="Number">Number of its id in the partition.</param>
/// <param name="Ordinal">Ordinal of its signal.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="DelayNs">On-delay, or for how long the value must not change.</param>
/// <param name="StaleAfterNs">For stale alarms; 0 for others.</param>
internal sealed record PlannedAlarm(
    AlarmDefinition Definition, int Number, int Ordinal, SignalDefinition Signal, long DelayNs, long StaleAfterNs);

/// <summary>The alarms of one asset type by the ordinal of the signal that they watch.</summary>
internal sealed class AlarmPlan
{
    private readonly PlannedAlarm[]?[] byOrdinal;

    private AlarmPlan(AssetTypeDefinition type, PlannedAlarm[] alarms)
    {
        Type = type;
        Alarms = alarms;
        Stale = [.. alarms.Where(alarm => alarm.StaleAfterNs > 0)];
        byOrdinal = new PlannedAlarm[]?[alarms.Length == 0 ? 0 : alarms.Max(alarm => alarm.Ordinal) + 1];
        foreach (var group in alarms.GroupBy(alarm => alarm.Ordinal))
        {
            byOrdinal[group.Key] = [.. group];
        }
    }

    /// <summary>The type.</summary>
    public AssetTypeDefinition Type { get; }

    /// <summary>All, in the order of the definition.</summary>
    public PlannedAlarm[] Alarms { get; }

    /// <summary>Those that only a clock can raise.</summary>
    public PlannedAlarm[] Stale { get; }

    /// <summary>Alarms that watch the signal; null when none does.</summary>
    public PlannedAlarm[]? Watching(int ordinal) => (uint)ordinal < (uint)byOrdinal.Length ? byOrdinal[ordinal] : null;

    /// <summary>Plans a type's alarms; one whose signal is gone is left out.</summary>
    public static AlarmPlan Make(AssetTypeDefinition type, IAssetCatalog catalog, Func<string, int> numberOf)
    {
        var alarms = new List<PlannedAlarm>(type.Alarms.Length);
        foreach (var alarm in type.Alarms)
        {
            var ordinal = catalog.FindOrdinal(type, alarm.Signal);
            var signal = type.Signals.FirstOrDefault(s => s.Id == alarm.Signal);
            if (ordinal >= 0 && signal is not null)
            {
                var staleAfter = alarm.Kind == AlarmKind.Stale && signal.StaleAfter is { } after ? Nanoseconds.From(after) : 0;
                alarms.Add(new PlannedAlarm(alarm, numberOf(alarm.Id), ordinal, signal, Nanoseconds.From(alarm.Delay), staleAfter));
            }
        }

        return new AlarmPlan(type, [.. alarms]);
    }
}
