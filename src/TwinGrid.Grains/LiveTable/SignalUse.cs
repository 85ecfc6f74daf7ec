using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.LiveTable;

/// <summary>What a type's definition asks of each of its signals.</summary>
internal static class SignalUse
{
    /// <summary>Flags of a signal that takes samples, inputs of derived signals apart.</summary>
    public static SignalFlags FlagsOf(AssetTypeDefinition type, SignalDefinition signal)
    {
        var flags = signal.Expression is null ? SignalFlags.None : SignalFlags.Derived;
        foreach (var alarm in type.Alarms)
        {
            if (alarm.Signal == signal.Id)
            {
                flags |= SignalFlags.Alarms;
                flags |= alarm.Kind is AlarmKind.Rate or AlarmKind.Stuck ? SignalFlags.Monitor : SignalFlags.None;
            }
        }

        if (signal.StatisticsOver is not null && signal.Type is SignalType.Number or SignalType.Integer)
        {
            flags |= SignalFlags.Monitor;
        }

        if (signal.Type != SignalType.String && type.Behaviour?.Live.Any(mapping => mapping.SinceChangeOf == signal.Id) == true)
        {
            flags |= SignalFlags.Monitor;
        }

        return IsProduction(type.Production, signal.Id) ? flags | SignalFlags.Production : flags;
    }

    private static bool IsProduction(ProductionDefinition? production, string id) =>
        production is not null
        && (production.StateSignal == id
            || production.GoodCounter == id
            || production.RejectCounter == id
            || production.WorkInProcess == id
            || production.EnergyCounter == id
            || production.Power == id);
}
