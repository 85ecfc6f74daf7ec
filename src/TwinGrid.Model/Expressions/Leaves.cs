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

        return Unit.TryParse(number.Unit, out var unit, out var error)
            ? new Bound(new ConstantNode(number.Value), Quantity.Of(unit), number.At)
            : fail(number.At, $"'{number.Unit}' is no UCUM unit: {error.Message}");
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

    private Bound? Input(Symbol symbol, TextPosition at)
    {
        if (symbol.Type == SignalType.String)
        {
            return fail(at, $"'{symbol.Name}' is text, which can't be computed with");
        }

        var index = inputs.IndexOf(symbol.Name);
        if (index < 0)
        {
            index = inputs.Count;
            inputs.Add(symbol.Name);
        }

        var quantity = symbol.Type switch
        {
            SignalType.Boolean => Quantity.Truth,
            SignalType.Enumeration => new Quantity { Type = SignalType.Enumeration, Symbols = symbol.Symbols },
            _ => Quantity.Of(symbol.Unit),
        };
        return new Bound(new InputNode(index), quantity, at);
    }
}
