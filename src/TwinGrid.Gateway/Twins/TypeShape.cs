using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using TwinGrid.Model.Definitions;
using SignalType = TwinGrid.Model.Samples.SignalType;

namespace TwinGrid.Gateway.Twins;

/// <summary>What answers need of an asset type, made once a type: nothing of it is looked up again for a read.</summary>
internal sealed class TypeShape
{
    private static readonly ConditionalWeakTable<AssetTypeDefinition, TypeShape> Cache = [];

    private TypeShape(AssetTypeDefinition type)
    {
        Signals = [.. type.Signals.Select(signal => new SignalShape(signal))];
        StateIndex = Array.FindIndex(Signals, signal => signal.Id == type.Production?.StateSignal);
    }

    /// <summary>In the order of the type's signals.</summary>
    public SignalShape[] Signals { get; }

    /// <summary>Index of the state signal; -1 without one.</summary>
    public int StateIndex { get; }

    /// <summary>The shape of a type.</summary>
    public static TypeShape Of(AssetTypeDefinition type) => Cache.GetValue(type, static t => new TypeShape(t));
}

/// <summary>What answers need of a signal.</summary>
internal sealed class SignalShape(SignalDefinition definition)
{
    private readonly FrozenDictionary<int, string> symbols = definition.Symbols.ToFrozenDictionary(symbol => symbol.Number, symbol => symbol.Symbol);

    /// <summary>The definition.</summary>
    public SignalDefinition Definition { get; } = definition;

    /// <summary>Signal id.</summary>
    public string Id { get; } = definition.Id;

    /// <summary>UCUM code.</summary>
    public string Unit { get; } = definition.Unit;

    /// <summary>Type on the wire.</summary>
    public V1.SignalType Type { get; } = definition.Type switch
    {
        SignalType.Integer => V1.SignalType.Integer,
        SignalType.Boolean => V1.SignalType.Boolean,
        SignalType.String => V1.SignalType.String,
        SignalType.Enumeration => V1.SignalType.Enumeration,
        _ => V1.SignalType.Number,
    };

    /// <summary>Whether running statistics are kept.</summary>
    public bool HasStatistics { get; } = definition.StatisticsOver is not null;

    /// <summary>Symbol of an enumeration's number; empty for a number that the definition does not have.</summary>
    public string SymbolOf(int number) => symbols.GetValueOrDefault(number, "");
}
