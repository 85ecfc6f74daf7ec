using CsCheck;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Tests.Expressions;

public sealed class ExpressionTests
{
    private static readonly Dictionary<string, (Symbol Symbol, double Value)> Inputs = new(StringComparer.Ordinal)
    {
        ["voltage"] = (Symbol.Number("voltage", Unit.Parse("V")), 230),
        ["current"] = (Symbol.Number("current", Unit.Parse("A")), 4),
        ["flow"] = (Symbol.Number("flow", Unit.Parse("L/min")), 120),
        ["pressure"] = (Symbol.Number("pressure", Unit.Parse("bar")), 3),
        ["inlet"] = (Symbol.Number("inlet", Unit.Parse("Cel")), 20),
        ["outlet"] = (Symbol.Number("outlet", Unit.Parse("Cel")), 26),
        ["outletF"] = (Symbol.Number("outletF", Unit.Parse("[degF]")), 78.8),
        ["absolute"] = (Symbol.Number("absolute", Unit.Parse("K")), 300),
        ["fill"] = (Symbol.Number("fill", Unit.Parse("%")), 80),
        ["count"] = (Symbol.Number("count", Unit.One), 12),
        ["angle"] = (Symbol.Number("angle", Unit.Parse("deg")), 90),
        ["torque"] = (Symbol.Number("torque", Unit.Parse("N.m")), 10),
        ["omega"] = (Symbol.Number("omega", Unit.Parse("rad/s")), 100),
        ["acid"] = (Symbol.Number("acid", Unit.Parse("[pH]")), 6),
        ["on"] = (new Symbol("on", SignalType.Boolean, Unit.One, []), 1),
        ["off"] = (new Symbol("off", SignalType.Boolean, Unit.One, []), 0),
        ["unknown"] = (new Symbol("unknown", SignalType.Boolean, Unit.One, []), double.NaN),
        ["missing"] = (Symbol.Number("missing", Unit.One), double.NaN),
        ["state"] = (new Symbol("state", SignalType.Enumeration, Unit.One, [new EnumerationSymbol("Idle", 4), new EnumerationSymbol("Execute", 6)]), 6),
        ["name"] = (new Symbol("name", SignalType.String, Unit.One, []), 0),
        ["motor.speed"] = (Symbol.Number("motor.speed", Unit.Parse("/min")), 1500),
        ["a-b"] = (Symbol.Number("a-b", Unit.One), 7),
    };

    [Theory]
    [InlineData("1 + 2 * 3", "1", 7)]
    [InlineData("(1 + 2) * 3", "1", 9)]
    [InlineData("-2 ^ 2", "1", -4)]
    [InlineData("2 ^ 3 ^ 2", "1", 512)]
    [InlineData("2 ^ -1", "1", 0.5)]
    [InlineData("10 - 4 - 3", "1", 3)]
    [InlineData("1e3 / 4", "1", 250)]
    [InlineData("voltage * current", "W", 920)]
    [InlineData("voltage * current", "kW", 0.92)]
    [InlineData("flow * pressure", "kW", 0.6)]
    [InlineData("flow / 2", "m3/h", 3.6)]
    [InlineData("outlet - inlet", "K", 6)]
    [InlineData("outletF - inlet", "K", 6)]
    [InlineData("inlet", "[degF]", 68)]
    [InlineData("(inlet + outlet) / 2", "Cel", 23)]
    [InlineData("inlet + 5 'K'", "Cel", 25)]
    [InlineData("5 'K' + inlet", "Cel", 25)]
    [InlineData("inlet + (outlet - inlet) / 2", "Cel", 23)]
    [InlineData("absolute", "Cel", 26.85)]
    [InlineData("max(inlet, outlet)", "Cel", 26)]
    [InlineData("max(inlet, absolute)", "K", 300)]
    [InlineData("min(inlet, absolute)", "Cel", 20)]
    [InlineData("if(inlet > 15 'Cel', inlet, outlet)", "Cel", 20)]
    [InlineData("inlet * 1 'W/K'", "W", 293.15)]
    [InlineData("fill", "1", 0.8)]
    [InlineData("fill * 2", "%", 160)]
    [InlineData("1 / count", "%", 100.0 / 12)]
    [InlineData("fill - 5 '%'", "%", 75)]
    [InlineData("sin(angle)", "1", 1)]
    [InlineData("torque * omega", "kW", 1)]
    [InlineData("sqrt(voltage ^ 2)", "V", 230)]
    [InlineData("pow(voltage, 1 / 2) ^ 2", "V", 230)]
    [InlineData("abs(inlet - outlet)", "K", 6)]
    [InlineData("clamp(current, 0, 3 'A')", "A", 3)]
    [InlineData("clamp(current, 0, 3000 'mA')", "mA", 3000)]
    [InlineData("ln(exp(2)) + log10(100)", "1", 4)]
    [InlineData("asin(sin(0.5)) + acos(cos(0.25)) + atan(tan(0.25))", "1", 1)]
    [InlineData("atan2(flow, flow / 2)", "deg", 63.434948822922)]
    [InlineData("tanh(0.5 * ln(3))", "1", 0.5)]
    [InlineData("if(state == \"Execute\", 1, 0)", "1", 1)]
    [InlineData("if(on and not off, 10, 20)", "1", 10)]
    [InlineData("if(unknown, 1, 2)", "1", double.NaN)]
    [InlineData("if(missing > 3, 1, 2)", "1", double.NaN)]
    [InlineData("if(off and unknown, 1, 2)", "1", 2)]
    [InlineData("if(on or unknown, 1, 2)", "1", 1)]
    [InlineData("max(0, missing)", "1", double.NaN)]
    [InlineData("motor.speed / 60", "/min", 25)]
    [InlineData("`a-b` + 1", "1", 8)]
    [InlineData("acid + 1 '[pH]'", "[pH]", 7)]
    [InlineData("acid * 2", "[pH]", 12)]
    [InlineData("if(current > 0, current, 0)", "A", 4)]
    [InlineData("0", "kW", 0)]
    public void Evaluate_Number_HasTheValueInTheUnit(string text, string unit, double expected)
    {
        Assert.True(ExpressionCompiler.TryCompileNumber(ExpressionParser.Parse(text), new Table(), Unit.Parse(unit), out var compiled, out var errors), string.Join("; ", errors));

        var values = compiled.Inputs.Select(i => Inputs[i].Value).ToArray();
        Assert.Equal(expected, compiled.Evaluate(values), 1e-12);
    }

    [Theory]
    [InlineData("max(inlet, outlet)", "Cel", 26)]
    [InlineData("(inlet + outlet) / 2", "Cel", 23)]
    [InlineData("fill * 2", "%", 160)]
    public void Evaluate_OneUnitThroughout_IsExact(string text, string unit, double expected)
    {
        Assert.True(ExpressionCompiler.TryCompileNumber(ExpressionParser.Parse(text), new Table(), Unit.Parse(unit), out var compiled, out _));

        Assert.Equal(expected, compiled.Evaluate(compiled.Inputs.Select(i => Inputs[i].Value).ToArray()));
    }

    [Theory]
    [InlineData("count >= 12 && count < 13", 1)]
    [InlineData("state != \"Execute\" || off", 0)]
    [InlineData("on == !off", 1)]
    [InlineData("fill > 0.5 '1'", 1)]
    [InlineData("inlet < 300 'K'", 1)]
    [InlineData("true", 1)]
    public void Evaluate_Boolean_IsZeroOrOne(string text, double expected)
    {
        Assert.True(ExpressionCompiler.TryCompileBoolean(ExpressionParser.Parse(text), new Table(), out var compiled, out var errors), string.Join("; ", errors));

        Assert.Equal(expected, compiled.Evaluate(compiled.Inputs.Select(i => Inputs[i].Value).ToArray()));
    }

    [Theory]
    [InlineData("1 +", 1, 4, "a value is missing at the end")]
    [InlineData("(1", 1, 3, "not closed")]
    [InlineData("1 = 2", 1, 3, "equality is '=='")]
    [InlineData("1 < 2 < 3", 1, 7, "can't be chained")]
    [InlineData("5 kW", 1, 3, "'kW' is not expected")]
    [InlineData("5kW", 1, 2, "single quotes")]
    [InlineData("1\n+ 'x'", 2, 3, "a unit follows a number")]
    [InlineData("a.", 1, 3, "a name is expected")]
    [InlineData("\"open", 1, 1, "not closed")]
    [InlineData("min(1, 2", 1, 9, "not closed")]
    [InlineData("1 $ 2", 1, 3, "'$' is not expected")]
    [InlineData("1e999", 1, 1, "beyond the largest")]
    public void TryParse_WrongText_NamesThePlace(string text, int line, int column, string message)
    {
        Assert.False(ExpressionParser.TryParse(text, out _, out var error));

        Assert.Equal(new TextPosition(line, column), error.At);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("voltge * current", "W", 1, "did you mean 'voltage'")]
    [InlineData("voltage + current", "V", 9, "don't go together")]
    [InlineData("voltage * current", "A", 9, "can't be given in 'A'")]
    [InlineData("outlet - inlet", "Cel", 8, "use K")]
    [InlineData("inlet + outlet", "Cel", 7, "use K")]
    [InlineData("inlet > 15", "1", 7, "20 'Cel'")]
    [InlineData("inlet < outlet - inlet", "1", 7, "difference")]
    [InlineData("if(fill > 95, 1, 0)", "1", 9, "95 '%'")]
    [InlineData("fill + 5", "%", 6, "95 '%'")]
    [InlineData("voltage ^ count", "V", 11, "must be a constant")]
    [InlineData("voltage ^ 0.123", "V", 11, "multiples of 1/60")]
    [InlineData("2 ^ voltage", "1", 5, "an exponent is a plain number")]
    [InlineData("on + 1", "1", 1, "if(x, 1, 0)")]
    [InlineData("state + 1", "1", 1, "a number is expected")]
    [InlineData("if(state == \"Excute\", 1, 0)", "1", 13, "did you mean \"Execute\"")]
    [InlineData("if(count == \"Execute\", 1, 0)", "1", 10, "not with a state")]
    [InlineData("\"Execute\"", "1", 1, "only be compared")]
    [InlineData("name", "1", 1, "text")]
    [InlineData("exp(voltage)", "1", 1, "takes a plain number")]
    [InlineData("sin(voltage)", "1", 1, "takes an angle")]
    [InlineData("abs(inlet)", "Cel", 1, "no meaning")]
    [InlineData("floor(2.5)", "1", 1, "unknown function")]
    [InlineData("squrt(2)", "1", 1, "did you mean 'sqrt'")]
    [InlineData("sqrt(1, 2)", "1", 1, "takes 1 argument")]
    [InlineData("if(1, 2, 3)", "1", 4, "a condition is expected")]
    [InlineData("sum(count)", "1", 1, "only KPIs")]
    [InlineData("acid * acid", "[pH]", 6, "no ratio scale")]
    [InlineData("5 'kWh'", "J", 1, "did you mean 'kW.h'")]
    public void TryCompileNumber_WrongMeaning_NamesThePlace(string text, string unit, int column, string message)
    {
        Assert.False(ExpressionCompiler.TryCompileNumber(ExpressionParser.Parse(text), new Table(), Unit.Parse(unit), out _, out var errors));

        var error = errors[0];
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(column, error.At.Column);
    }

    [Fact]
    public void TryCompileNumber_SeveralErrors_AreAllReported()
    {
        Assert.False(ExpressionCompiler.TryCompileNumber(ExpressionParser.Parse("foo + bar * baz"), new Table(), Unit.One, out _, out var errors));

        Assert.Equal(3, errors.Count);
    }

    [Fact]
    public void References_NamesInOrder_EachOnce() =>
        Assert.Equal(["a", "b.c", "d"], ExpressionParser.Parse("if(a > 1, b.c, -d) + a * max(d, `b`.c)").References());

    [Fact]
    public void Evaluate_TooFewInputs_IsRefused()
    {
        Assert.True(ExpressionCompiler.TryCompileNumber(ExpressionParser.Parse("voltage * current"), new Table(), Unit.Parse("W"), out var compiled, out _));

        Assert.Throws<ArgumentException>(() => compiled.Evaluate([1]));
    }

    [Fact]
    public void TryParse_DeepNesting_IsRefused()
    {
        Assert.False(ExpressionParser.TryParse(new string('(', 500) + "1" + new string(')', 500), out _, out _));
        Assert.False(ExpressionParser.TryParse(string.Concat(Enumerable.Repeat("-", 900)) + "1", out _, out _));
        Assert.False(ExpressionParser.TryParse(string.Join("^", Enumerable.Repeat("1", 400)), out _, out _));
        Assert.True(ExpressionParser.TryParse(string.Join("+", Enumerable.Repeat("1", 400)), out _, out _));
    }

    [Fact]
    public void TryCompile_AnyText_NeverThrows()
    {
        var parts = Gen.OneOf(
            "1", "0", "2.5e3", " ", "voltage", "inlet", "fill", "state", "on", "\"Execute\"", "'kW'", "'Cel'", "+", "-", "*", "/", "^", "(", ")", ",", "<", "==", "and", "or", "!",
            "if(", "min(", "sqrt(", "sum(", "clamp(", ".", "`a-b`", "\n", "$", "'");
        Gen.Select(Gen.OneOf(parts.Array[0, 30].Select(string.Concat), Gen.String[0, 60]), Gen.OneOf("1", "kW", "Cel", "%", "[pH]")).Sample((text, unit) =>
        {
            if (ExpressionParser.TryParse(text, out var expression, out var error))
            {
                if (ExpressionCompiler.TryCompileNumber(expression, new Table(), Unit.Parse(unit), out var compiled, out var errors))
                {
                    compiled.Evaluate(compiled.Inputs.Select(i => Inputs[i].Value).ToArray());
                }
                else
                {
                    Assert.NotEmpty(errors);
                }
            }
            else
            {
                Assert.True(error.At.Line >= 1 && error.At.Column >= 1);
            }
        });
    }

    private sealed class Table : SymbolTable
    {
        public override IEnumerable<string> Names => Inputs.Keys;

        public override Symbol? Find(string name) => Inputs.TryGetValue(name, out var input) ? input.Symbol : null;
    }
}
