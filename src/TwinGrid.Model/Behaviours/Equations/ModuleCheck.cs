using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Checks names, types and units of a module's equations, start values and events.</summary>
/// <param name="module">The module as read.</param>
/// <param name="spec">Where it stands.</param>
internal sealed class ModuleCheck(ModuleDefinition module, Section spec)
{
    private readonly DiagnosticBag bag = spec.Bag;
    private readonly ModuleSymbols parameters = ModuleSymbols.OfParameters(module);
    private readonly HashSet<string> derived = new(StringComparer.Ordinal);
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public CheckedModule Run()
    {
        var symbols = ModuleSymbols.Of(module, Derivative);
        if (module.Equations.IsEmpty && module.Events.IsEmpty)
        {
            spec.Error("equations", "a module needs equations or events");
        }

        var equations = module.Equations.Select(e => CheckEquation(e, symbols)).ToList();
        var eventSymbols = ModuleSymbols.Of(module, name => derived.Contains(name) ? (true, null) : (false, $"der({name}) is in no equation"));
        var events = module.Events.Select(e => CheckEvent(e, eventSymbols)).ToList();
        var initials = module.Variables.Select(CheckInitial).ToList();
        CheckStates();
        WarnOfUnused();
        return new CheckedModule(module)
        {
            Equations = [.. equations.OfType<CompiledEquation>()],
            Events = [.. events.OfType<CheckedEvent>()],
            Initials = [.. initials],
            States = [.. module.Variables.Select(v => v.Name).Where(derived.Contains)],
        };
    }

    private (bool IsState, string? Why) Derivative(string name)
    {
        if (module.Variables.FirstOrDefault(v => v.Name == name) is { } variable)
        {
            if (variable.Kind == VariableKind.Number)
            {
                derived.Add(name);
                return (true, null);
            }

            return (false, $"'{name}' changes at events only: it has no derivative");
        }

        return module.Parameters.Any(p => p.Name == name) ? (false, $"'{name}' is a parameter: it has no derivative")
            : module.Ports.Any(p => p.Name == name || name.StartsWith(p.Name + ".", StringComparison.Ordinal))
                ? (false, $"'{name}' is a port; make a variable with the derivative and set the two equal")
            : (false, null);
    }

    private CompiledEquation? CheckEquation(ModuleText equation, ModuleSymbols symbols)
    {
        if (!ExpressionParser.TryParseEquation(equation.Text, out var parsed, out var syntax))
        {
            Report(equation.Place, [syntax]);
            return null;
        }

        used.UnionWith(parsed.References());
        RefuseEqualities(parsed.Left, symbols, equation.Place);
        RefuseEqualities(parsed.Right, symbols, equation.Place);
        if (!ExpressionCompiler.TryCompileEquation(parsed, symbols, out var compiled, out var errors))
        {
            Report(equation.Place, errors);
        }

        return compiled;
    }

    private CheckedEvent? CheckEvent(ModuleEvent given, ModuleSymbols symbols)
    {
        var condition = Compile(given.When, symbols, null, isWatched: true);
        var hysteresis = given.Hysteresis is null || condition is null ? null : CheckHysteresis(given, given.Hysteresis, symbols);
        var set = given.Set.Select(s => CheckAssignment(s, symbols)).ToList();
        return condition is null || set.Contains(null) ? null : new CheckedEvent(given, condition, hysteresis, [.. set.OfType<CompiledExpression>()]);
    }

    /// <summary>It must measure what the comparison compares.</summary>
    private CompiledExpression? CheckHysteresis(ModuleEvent given, ModuleText hysteresis, ModuleSymbols symbols)
    {
        var when = ExpressionParser.Parse(given.When.Text);
        if (when is not BinaryExpression { Operator: BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual } comparison)
        {
            return Refuse(hysteresis.Place, "hysteresis is for a condition that is one comparison, such as level < 0.1 'm'");
        }

        if (!ExpressionParser.TryParse(hysteresis.Text, out var parsed, out var syntax))
        {
            Report(hysteresis.Place, [syntax]);
            return null;
        }

        var difference = new BinaryExpression(comparison.At, BinaryOperator.Subtract, comparison.Left, comparison.Right);
        return ExpressionCompiler.TryCompileEquation(new EquationExpression(difference, parsed, parsed.At), symbols, out var alike, out var errors)
            ? Compile(hysteresis, parameters, alike.Right.Unit, isWatched: true)
            : Refuse(hysteresis.Place, $"hysteresis must measure what the condition compares: {errors[0].Message}");
    }

    private CompiledExpression? CheckAssignment(ModuleAssignment assignment, ModuleSymbols symbols)
    {
        used.Add(assignment.Variable);
        if (module.Variables.FirstOrDefault(v => v.Name == assignment.Variable) is { } variable)
        {
            if (variable.Kind == VariableKind.Number && !derived.Contains(variable.Name))
            {
                return Refuse(assignment.Value.Place, $"'{variable.Name}' is what the equations make it; an event can set states and variables of type discrete or boolean");
            }

            return Compile(assignment.Value, symbols, variable.Kind == VariableKind.Boolean ? null : Unit.Parse(variable.Unit), isWatched: false);
        }

        if (module.Ports.OfType<SignalPort>().FirstOrDefault(p => p.Name == assignment.Variable) is { IsOutput: true, IsBoolean: true })
        {
            return Compile(assignment.Value, symbols, null, isWatched: false);
        }

        var names = module.Variables.Where(v => v.Kind != VariableKind.Number || derived.Contains(v.Name)).Select(v => v.Name);
        return Refuse(assignment.Value.Place, $"an event can't set '{Wording.Shorten(assignment.Variable)}', only states and variables of type discrete or boolean{Wording.DidYouMean(assignment.Variable, names)}");
    }

    private CompiledExpression? CheckInitial(ModuleVariable variable)
    {
        var unit = variable.Kind == VariableKind.Boolean ? null : Unit.Parse(variable.Unit);
        switch (variable.Initial)
        {
            case null:
                return null;
            case NumberValue number when unit is not null:
                var literal = new NumberExpression(new TextPosition(1, 1), number.Value, unit.Code);
                return ExpressionCompiler.TryCompileNumber(literal, parameters, unit, out var compiled, out _) ? compiled : null;
            case BooleanValue boolean when unit is null:
                return ExpressionCompiler.TryCompileBoolean(new BooleanExpression(new TextPosition(1, 1), boolean.Value), parameters, out var truth, out _) ? truth : null;
            case TextValue text:
                return Compile(new ModuleText(text.Text, text.Place), parameters, unit, isWatched: true);
            default:
                return Refuse(variable.Initial.Place, unit is null ? "true or false is expected" : $"a number in '{unit}' is expected");
        }
    }

    private void CheckStates()
    {
        foreach (var variable in module.Variables.Where(v => derived.Contains(v.Name) && v.Initial is null))
        {
            Refuse(variable.Place, $"'{variable.Name}' has a derivative and so needs 'initial', its value at the start");
        }
    }

    /// <param name="text">An expression.</param>
    /// <param name="symbols">What it may refer to.</param>
    /// <param name="unit">Unit of the number expected; null = a truth value is.</param>
    /// <param name="isWatched">It is computed all the time, not at events only.</param>
    private CompiledExpression? Compile(ModuleText text, ModuleSymbols symbols, Unit? unit, bool isWatched)
    {
        if (!ExpressionParser.TryParse(text.Text, out var parsed, out var syntax))
        {
            Report(text.Place, [syntax]);
            return null;
        }

        used.UnionWith(parsed.References());
        if (isWatched)
        {
            RefuseEqualities(parsed, symbols, text.Place);
        }

        CompiledExpression? compiled;
        IReadOnlyList<ExpressionError> errors;
        if (unit is null)
        {
            ExpressionCompiler.TryCompileBoolean(parsed, symbols, out compiled, out errors);
        }
        else
        {
            ExpressionCompiler.TryCompileNumber(parsed, symbols, unit, out compiled, out errors);
        }

        Report(text.Place, errors);
        return compiled;
    }

    private void RefuseEqualities(Expression expression, ModuleSymbols symbols, SourcePlace place)
    {
        foreach (var at in EqualitySearch.Find(expression, symbols.IsContinuous))
        {
            Report(place, [new ExpressionError(at, "numbers that change continuously are equal only by chance: compare them with < or >")]);
        }
    }

    private void WarnOfUnused()
    {
        foreach (var (name, place) in module.Parameters.Select(p => (p.Name, p.Place)).Concat(module.Tables.Select(t => (t.Name, t.Place))).Where(p => !used.Contains(p.Name)))
        {
            bag.Add(DiagnosticSeverity.Warning, place.File, place.Line, place.Column, place.Path, $"'{name}' is used nowhere");
        }
    }

    private CompiledExpression? Refuse(SourcePlace place, string message)
    {
        bag.Add(DiagnosticSeverity.Error, place.File, place.Line, place.Column, place.Path, message);
        return null;
    }

    private void Report(SourcePlace place, IReadOnlyList<ExpressionError> errors) => ExpressionFindings.Report(bag, place, errors);
}
