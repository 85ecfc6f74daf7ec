using System.Collections.Immutable;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Expressions;

/// <summary>What an expression starts from: literals, names and aggregates. Numbers the inputs in order of appearance.</summary>
/// <param name="symbols">What may be referred to.</param>
/// <param name="fail">Notes an error and yields null.</param>
internal sealed class Leaves(SymbolTable symbols, Func<TextPosition, string, Bound?> fail)
{
    private readonly ImmutableArray<string>.Builder inputs = ImmutableArray.CreateBuilder<string>();

    public ImmutableArray<string> Inputs => inputs.ToImmutable();

    public Bound? Literal(NumberExpression number)
    {
        if (number.Unit is null)
        {
            return new Bound(new ConstantNode(number.Value), Quantity.Plain with { Constant = number.Value }, number.At);
        }

        if (!Unit.TryParse(number.Unit, out var unit, out var error))
        {
            return fail(number.At, $"'{number.Unit}' is no UCUM unit: {error.Message}");
        }

        return symbols.IsPhysical
            ? new Bound(new ConstantNode(unit.ToCoherent(number.Value)), Quantity.Coherent(unit), number.At)
            : new Bound(new ConstantNode(number.Value), Quantity.Of(unit), number.At);
    }

    public Bound? Reference(ReferenceExpression reference)
    {
        if (symbols.Find(reference.Name) is { } symbol)
        {
            return Input(symbol, reference.At);
        }

        var alike = Suggestion.Nearest(reference.Name, symbols.Names);
        return fail(reference.At, $"unknown name '{reference.Name}'{(alike is null ? "" : $"; did you mean '{alike}'?")}");
    }

    public Bound? Aggregate(CallExpression call, AggregateFunction function, ReferenceExpression reference)
    {
        if (!symbols.HasAggregates)
        {
            return fail(call.At, $"{call.Function}({reference.Name}) is an aggregate over assets; only KPIs have those");
        }

        if (symbols.FindAggregate(function, reference.Name, out var why) is { } symbol)
        {
            return Input(symbol, call.At);
        }

        return fail(reference.At, why ?? $"unknown signal '{reference.Name}'; type.signal is expected");
    }

    /// <summary>The derivative of a variable with respect to time, the input <c>der(name)</c>.</summary>
    public Bound? Derivative(Symbol symbol, TextPosition at)
    {
        var quantity = Quantity.Coherent(symbol.Unit);
        if (quantity.Special is not null)
        {
            return fail(at, $"{quantity} is on no ratio scale: it has no derivative");
        }

        var rate = Quantity.Plain with { Dimension = quantity.Dimension / Dimension.Time };
        return new Bound(new InputNode(IndexOf($"der({symbol.Name})")), rate, at);
    }

    private Bound? Input(Symbol symbol, TextPosition at)
    {
        if (symbol.Type == SignalType.String)
        {
            return fail(at, $"'{symbol.Name}' is text, which can't be computed with");
        }

        var index = IndexOf(symbol.Name);
        var quantity = symbol.Type switch
        {
            SignalType.Boolean => Quantity.Truth,
            SignalType.Enumeration => new Quantity { Type = SignalType.Enumeration, Symbols = symbol.Symbols },
            _ => symbols.IsPhysical ? Quantity.Coherent(symbol.Unit) : Quantity.Of(symbol.Unit),
        };
        return new Bound(new InputNode(index), quantity, at);
    }

    private int IndexOf(string input)
    {
        var index = inputs.IndexOf(input);
        if (index < 0)
        {
            index = inputs.Count;
            inputs.Add(input);
        }

        return index;
    }
}
