using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Queries;

/// <summary>What readers look up in a type again and again, worked out once.</summary>
internal sealed class TypeFacts
{
    private static readonly ConditionalWeakTable<AssetTypeDefinition, TypeFacts> Known = [];
    private readonly FrozenDictionary<string, int> signals;
    private readonly FrozenDictionary<int, string> symbols;

    private TypeFacts(AssetTypeDefinition type)
    {
        signals = type.Signals.Select((signal, index) => (signal.Id, index)).ToFrozenDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        StateIndex = type.Production?.StateSignal is { } state ? IndexOf(state) : -1;
        symbols = (StateIndex >= 0 ? type.Signals[StateIndex].Symbols : []).ToFrozenDictionary(symbol => symbol.Number, symbol => symbol.Symbol);
        HasStaleSignals = type.Signals.Any(signal => signal.StaleAfter is not null);
        WorkInProcessIndex = type.Production?.WorkInProcess is { } wip ? IndexOf(wip) : -1;
    }

    /// <summary>Place of the state signal in the view; -1 = none.</summary>
    public int StateIndex { get; }

    /// <summary>Place of the signal with the units in the asset; -1 = none.</summary>
    public int WorkInProcessIndex { get; }

    /// <summary>A signal of the type can go stale.</summary>
    public bool HasStaleSignals { get; }

    /// <summary>Symbols that the state can have.</summary>
    public IEnumerable<string> StateSymbols => symbols.Values;

    /// <summary>The facts of a type.</summary>
    public static TypeFacts Of(AssetTypeDefinition type) => Known.GetValue(type, static t => new TypeFacts(t));

    /// <summary>Place of a signal in the view; -1 = none.</summary>
    public int IndexOf(string signal) => signals.GetValueOrDefault(signal, -1);

    /// <summary>Symbol of the asset's state; empty without one.</summary>
    public string StateOf(AssetView view)
    {
        if (StateIndex < 0 || StateIndex >= view.Count)
        {
            return "";
        }

        ref readonly var signal = ref view.Signals[StateIndex];
        return signal.Text ?? (double.IsNaN(signal.Value) || signal.TimeNs == long.MinValue ? "" : SymbolOf(signal.Value));
    }

    /// <summary>Whether a signal has not come for its stale-after.</summary>
    public static bool IsStale(AssetView view, long nowNs)
    {
        var definitions = view.Info.Type.Signals;
        for (var i = 0; i < view.Count && i < definitions.Length; i++)
        {
            if (definitions[i].StaleAfter is { } after && view.Signals[i].TimeNs is var time
                && time != long.MinValue && nowNs - time > Nanoseconds.From(after))
            {
                return true;
            }
        }

        return false;
    }

    private string SymbolOf(double value) =>
        value is >= int.MinValue and <= int.MaxValue && symbols.TryGetValue((int)value, out var symbol)
            ? symbol
            : value.ToString("R", CultureInfo.InvariantCulture);
}
