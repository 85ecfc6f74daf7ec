using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Definitions.Changes;

/// <summary>What may change in a type whose assets run.</summary>
internal static class TypeUpgrade
{
    /// <summary>Checks all types; the new id of each old one that goes on.</summary>
    public static Dictionary<string, string> Check(PlantDefinition before, PlantDefinition after, UpgradeFindings findings)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var ids = before.Types.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (old, type) in Pairing.Of(before.Types.Values, after.Types.Values, t => t.Id, t => t.RenamedFrom))
        {
            findings.CheckRename($"types/{type.Id}", "asset type", type.Id, type.RenamedFrom, ids.Contains);
            if (old is not null)
            {
                names[old.Id] = type.Id;
                CheckSignals(old, type, findings);
            }
        }

        return names;
    }

    private static void CheckSignals(AssetTypeDefinition before, AssetTypeDefinition after, UpgradeFindings findings)
    {
        var ids = before.Signals.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (old, signal) in Pairing.Of(before.Signals, after.Signals, s => s.Id, s => s.RenamedFrom))
        {
            var path = $"types/{after.Id}/signals/{signal.Id}";
            findings.CheckRename(path, "signal", signal.Id, signal.RenamedFrom, ids.Contains);
            if (old is not null)
            {
                CheckSignal(path, old, signal, findings);
            }
        }
    }

    private static void CheckSignal(string path, SignalDefinition before, SignalDefinition after, UpgradeFindings findings)
    {
        if (before.Type != after.Type)
        {
            findings.Error(
                $"{path}/type",
                $"signal '{after.Id}' is of type {EnumText.Of(before.Type)} and can't become {EnumText.Of(after.Type)}: what is stored would change its meaning; " +
                "retire it and add a signal with another id");
            return;
        }

        if (before.Unit != after.Unit)
        {
            findings.Error(
                $"{path}/unit",
                $"signal '{after.Id}' is in '{before.Unit}' and can't become '{after.Unit}': what is stored would change its meaning; list '{after.Unit}' in acceptedUnits, " +
                "or retire the signal and add one with another id");
        }

        if ((before.Expression is null) != (after.Expression is null))
        {
            findings.Warn(
                $"{path}/expression",
                after.Expression is null ? $"signal '{after.Id}' was derived and is now measured" : $"signal '{after.Id}' was measured and is now derived: samples for it are refused");
        }

        foreach (var symbol in after.Symbols)
        {
            if (before.Symbols.FirstOrDefault(s => s.Symbol == symbol.Symbol) is { } moved && moved.Number != symbol.Number)
            {
                findings.Error(
                    $"{path}/symbols",
                    $"symbol '{symbol.Symbol}' has number {moved.Number} and can't get {symbol.Number}: stored numbers would change their meaning; add new symbols with new numbers");
            }
            else if (before.Symbols.FirstOrDefault(s => s.Number == symbol.Number) is { } renamed && renamed.Symbol != symbol.Symbol)
            {
                findings.Warn($"{path}/symbols", $"number {symbol.Number} was '{renamed.Symbol}'; history will show it as '{symbol.Symbol}'");
            }
        }
    }
}
