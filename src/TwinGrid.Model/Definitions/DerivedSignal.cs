using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Definitions;

/// <summary>A signal that is computed from others of its asset.</summary>
/// <param name="Index">Its place in <see cref="AssetTypeDefinition.Signals"/>.</param>
/// <param name="Definition">Its definition.</param>
/// <param name="Expression">What to compute; a boolean signal's result is 0, 1 or NaN.</param>
/// <param name="Inputs">Where the values come from, in the order of <see cref="CompiledExpression.Inputs"/>.</param>
public sealed record DerivedSignal(int Index, SignalDefinition Definition, CompiledExpression Expression, ImmutableArray<DerivedInput> Inputs)
{
    /// <summary>Compiles one signal of a validated type.</summary>
    /// <exception cref="ArgumentException">The signal is not of the type, not derived, or its expression is wrong.</exception>
    public static DerivedSignal Compile(AssetTypeDefinition type, SignalDefinition signal)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(signal);
        var index = IndexOf(type, signal.Id);
        if (index < 0 || signal.Expression is null)
        {
            throw new ArgumentException($"'{signal.Id}' is no derived signal of type '{type.Id}'.", nameof(signal));
        }

        if (!TryCompile(type, signal, out var compiled, out var errors))
        {
            var first = errors[0];
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expression of '{type.Id}.{signal.Id}': {first.Message} (line {first.At.Line}, column {first.At.Column})."),
                nameof(signal));
        }

        var inputs = compiled.Inputs.Select(name => new DerivedInput(name, IndexOf(type, name)));
        return new DerivedSignal(index, signal, compiled, [.. inputs]);
    }

    /// <summary>Compiles an expression over a validated type's signals and parameters that is no signal itself; its <see cref="Index"/> is -1.</summary>
    /// <param name="type">The type.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="unit">UCUM code of the result.</param>
    /// <exception cref="ArgumentException">The expression is wrong.</exception>
    public static DerivedSignal CompileExpression(AssetTypeDefinition type, string expression, string unit)
    {
        ArgumentNullException.ThrowIfNull(type);
        var signal = new SignalDefinition { Id = "", DisplayName = "", Unit = unit, Expression = expression };
        return TryCompile(type, signal, out var compiled, out var errors)
            ? new DerivedSignal(-1, signal, compiled, [.. compiled.Inputs.Select(name => new DerivedInput(name, IndexOf(type, name)))])
            : throw new ArgumentException($"'{expression}': {errors[0].Message}", nameof(expression));
    }

    /// <summary>Compiles all derived signals of a validated type, each after those that it refers to.</summary>
    /// <exception cref="ArgumentException">An expression is wrong, or signals refer to each other in a circle.</exception>
    public static ImmutableArray<DerivedSignal> CompileAll(AssetTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var open = type.Signals.Where(s => s.Expression is not null).Select(s => Compile(type, s)).ToList();
        var ordered = ImmutableArray.CreateBuilder<DerivedSignal>(open.Count);
        var pending = open.Select(s => s.Index).ToHashSet();
        while (open.Count > 0)
        {
            var ready = open.Where(s => !s.Inputs.Any(i => pending.Contains(i.SignalIndex))).ToList();
            if (ready.Count == 0)
            {
                throw new ArgumentException($"Derived signals of '{type.Id}' refer to each other in a circle: {string.Join(", ", open.Select(s => s.Definition.Id))}.", nameof(type));
            }

            ordered.AddRange(ready);
            open.RemoveAll(ready.Contains);
            pending.ExceptWith(ready.Select(s => s.Index));
        }

        return ordered.MoveToImmutable();
    }

    internal static bool TryCompile(
        AssetTypeDefinition type, SignalDefinition signal, out CompiledExpression compiled, out IReadOnlyList<ExpressionError> errors)
    {
        compiled = null!;
        if (!ExpressionParser.TryParse(signal.Expression!, out var expression, out var syntax))
        {
            errors = [syntax];
            return false;
        }

        var symbols = new TypeSymbols(type, signal.Id);
        return signal.Type == SignalType.Boolean
            ? ExpressionCompiler.TryCompileBoolean(expression, symbols, out compiled!, out errors)
            : ExpressionCompiler.TryCompileNumber(expression, symbols, Unit.Parse(signal.Unit), out compiled!, out errors);
    }

    private static int IndexOf(AssetTypeDefinition type, string id)
    {
        for (var i = 0; i < type.Signals.Length; i++)
        {
            if (type.Signals[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What a derived signal may refer to: the type's other signals and its parameters.</summary>
    private sealed class TypeSymbols(AssetTypeDefinition type, string self) : SymbolTable
    {
        public override IEnumerable<string> Names => type.Signals.Select(s => s.Id).Where(id => id != self).Concat(type.Parameters.Keys);

        public override Symbol? Find(string name)
        {
            if (IndexOf(type, name) is var index and >= 0)
            {
                var signal = type.Signals[index];
                return new Symbol(signal.Id, signal.Type, Unit.Parse(signal.Unit), signal.Symbols);
            }

            return type.Parameters.TryGetValue(name, out var parameter) ? Symbol.Number(parameter.Id, Unit.Parse(parameter.Unit)) : null;
        }
    }
}

/// <summary>Where an input of a derived signal comes from.</summary>
/// <param name="Name">Id of a signal or a parameter of the type.</param>
/// <param name="SignalIndex">The signal's place in <see cref="AssetTypeDefinition.Signals"/>; -1 for a parameter.</param>
public readonly record struct DerivedInput(string Name, int SignalIndex)
{
    /// <summary>It is a parameter: constant for the asset.</summary>
    public bool IsParameter => SignalIndex < 0;
}
