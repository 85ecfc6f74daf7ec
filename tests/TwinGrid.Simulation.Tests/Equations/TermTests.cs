using CsCheck;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Equations.Compilation;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Tests.Equations;

public sealed class TermTests
{
    private static readonly int[] Slots = [3, 1, 4, 2];

    private static readonly Curve Shape = new([-1, 0, 2], [4, 1, 5], CurveEnds.Extrapolate);

    /// <summary>Texts of plain numbers over a, b, c, d.</summary>
    private static readonly Gen<string> Texts = Gen.Recursive<string>((depth, inner) => depth > 2
        ? Pick("a", "b", "c", "d", "2", "0.5", "3")
        : Gen.OneOf(
            Pick("a", "b", "c", "d", "1.7", "3"),
            Gen.Select(inner, Pick("+", "-", "*", "/"), inner, (x, op, y) => $"({x} {op} {y})"),
            Gen.Select(inner, Pick("1", "2", "3", "0.5", "-1"), (x, y) => $"({x}) ^ {y}"),
            Gen.Select(Pick("sin", "cos", "tan", "exp", "ln", "log10", "sqrt", "abs", "asin", "acos", "atan", "tanh", "-"), inner, (f, x) => $"{f}({x})"),
            Gen.Select(Pick("min", "max", "atan2", "pow"), inner, inner, (f, x, y) => $"{f}({x}, {y})"),
            Gen.Select(inner, Pick("<", "<=", ">", ">=", "==", "!="), inner, inner, (x, op, y, z) => $"if({x} {op} {y}, {z}, {x})"),
            Gen.Select(inner, inner, inner, (x, y, z) => $"if(not {x} > 1 and {y} < 2 or {z} > 0, {y}, {z})"),
            inner.Select(x => $"table({x}, shape)")));

    private static readonly Gen<double[]> Values = Gen.OneOf(Gen.Double[-3, 3], Pick(0.0, -0.0, 1, double.NaN, double.PositiveInfinity)).Array[4];

    [Fact]
    public void Compile_AnyTerm_GivesTheBitsOfTheExpression() => Gen.Select(Texts, Values).Sample(
        sample =>
        {
            var (text, inputs) = sample;
            Assert.True(ExpressionCompiler.TryCompileNumber(ExpressionParser.Parse(text), new Table(), Unit.One, out var expression, out var errors), $"{text}: {string.Join("; ", errors)}");
            var expected = expression.Evaluate([.. expression.Inputs.Select(i => inputs[i[0] - 'a'])]);
            var term = expression.Translate(new Plain(expression));
            var values = new double[6];
            for (var i = 0; i < inputs.Length; i++)
            {
                values[Slots[i]] = inputs[i];
            }

            AssertBits(expected, TermValue.Of(term, values, Slots));
            AssertBits(expected, TermCompiler.Compile(term)(ref values[0], ref Slots[0]));
            TermCompiler.Compile([new Assignment(5, term, Slots)])(ref values[0]);
            AssertBits(expected, values[5]);
        },
        iter: 1_000, seed: "0000000000001", threads: 1);

    [Theory]
    [InlineData("a ^ 3 - 2 * a * b + b / a")]
    [InlineData("exp(a) * ln(b) + log10(a * b)")]
    [InlineData("sin(a) * cos(b) + tan(a / b)")]
    [InlineData("sqrt(a * a + b * b)")]
    [InlineData("asin(a / 4) + acos(b / 4) + atan(a * b)")]
    [InlineData("tanh(a - b) + atan2(a, b)")]
    [InlineData("a ^ b + pow(a, 1.5) + a ^ -2")]
    [InlineData("abs(a - b) + min(a, b) * max(a * a, b)")]
    [InlineData("if(a > b, a * b, a / b)")]
    [InlineData("table(a * b - 1, shape)")]
    public void PartialDerivative_OfEveryFunction_IsTheDifferenceQuotient(string text)
    {
        var term = TermOf(text);
        foreach (var (a, b) in new[] { (0.7, 1.3), (1.9, 1.4) })
        {
            for (var v = 0; v < 2; v++)
            {
                const double H = 1e-6;
                double At(double delta) => TermValue.Of(term, [v == 0 ? a + delta : a, v == 1 ? b + delta : b], [0, 1]);
                var quotient = (At(H) - At(-H)) / (2 * H);
                var derivative = TermValue.Of(PartialDerivative.Of(term, index => index == v), [a, b], [0, 1]);
                Assert.Equal(quotient, derivative, 1e-8 * (1 + Math.Abs(quotient)));
            }
        }
    }

    [Theory]
    [InlineData("b = a", "b")]
    [InlineData("b = 3 * a - 1", "(b + 1) / 3")]
    [InlineData("c * (a - b) = d", "d / c + b")]
    [InlineData("b / a = c", "b / c")]
    [InlineData("-(a / b) + c = 0", "c * b")]
    [InlineData("b - a = c + d", "b - (c + d)")]
    [InlineData("a * b + a * c = d", "d / (b + c)")]
    [InlineData("if(b > 0, 2 * a, a - b) = c", null)]
    [InlineData("a * a = b", null)]
    [InlineData("exp(a) = b", null)]
    [InlineData("b = c", null)]
    [InlineData("if(a > 0, a + 1, a - 1) = b", null)]
    public void Solve_Equation_GivesTheVariable(string text, string? expected)
    {
        Assert.True(ExpressionParser.TryParseEquation(text, out var equation, out _));
        Assert.True(ExpressionCompiler.TryCompileEquation(equation, new Table(), out var compiled, out _));
        var solved = Isolation.Solve(compiled.Left.Translate(new Plain(compiled.Left)), compiled.Right.Translate(new Plain(compiled.Right)), v => v == 0);

        if (expected is null && !text.StartsWith("if(b", StringComparison.Ordinal))
        {
            Assert.Null(solved);
            return;
        }

        double[] values = [double.NaN, 1.5, -0.25, 4];
        int[] slots = [0, 1, 2, 3];
        Assert.NotNull(solved);
        var wanted = TermValue.Of(TermOf(expected ?? "c / 2"), values, slots);
        Assert.Equal(wanted, TermValue.Of(solved, values, slots), 1e-14);
    }

    [Fact]
    public void Curve_Ends_ClampOrGoOn()
    {
        var clamped = new Curve([0, 1, 3], [10, 20, 0], CurveEnds.Clamp);
        var open = new Curve([0, 1, 3], [10, 20, 0], CurveEnds.Extrapolate);

        Assert.Equal([10, 10, 15, 20, 10, 0, 0], new[] { -1.0, 0, 0.5, 1, 2, 3, 4 }.Select(clamped.At));
        Assert.Equal([0, 10, 15, 20, 10, 0, -10], new[] { -1.0, 0, 0.5, 1, 2, 3, 4 }.Select(open.At));
        Assert.Equal([0, 10, -10, 0], new[] { -1.0, 0, 1, 3 }.Select(clamped.SlopeAt));
        Assert.Equal([10, 10, -10, -10], new[] { -1.0, 0, 1, 3 }.Select(open.SlopeAt));
        Assert.True(double.IsNaN(open.At(double.NaN)));
        Assert.Throws<ArgumentException>(() => new Curve([0, 0], [1, 2], CurveEnds.Clamp));
    }

    private static Gen<T> Pick<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static Term TermOf(string text)
    {
        Assert.True(ExpressionCompiler.TryCompileNumber(ExpressionParser.Parse(text), new Table(), Unit.One, out var expression, out var errors), string.Join("; ", errors));
        return expression.Translate(new Plain(expression));
    }

    private static void AssertBits(double expected, double actual) =>
        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual) || (double.IsNaN(expected) && double.IsNaN(actual)), $"{expected:R} and {actual:R}");

    private sealed class Table : SymbolTable
    {
        public override bool IsPhysical => true;

        public override IEnumerable<string> Names => ["a", "b", "c", "d"];

        public override Symbol? Find(string name) => Names.Contains(name) ? Symbol.Number(name, Unit.One) : null;

        public override TableSymbol? FindTable(string name) => new(name, Unit.One, Unit.One, Shape);
    }

    /// <summary>As it stands, without events.</summary>
    private sealed class Plain(CompiledExpression expression) : IExpressionTranslator<Term>
    {
        public Term Constant(double value) => new NumberTerm(value);

        public Term Input(int index) => new VariableTerm(expression.Inputs[index][0] - 'a');

        public Term Unary(Operation operation, Term operand) => new UnaryTerm(operation, operand);

        public Term Binary(Operation operation, Term left, Term right) => new BinaryTerm(operation, left, right);

        public Term Condition(Term condition, Term then, Term otherwise) => new ChoiceTerm(condition, then, otherwise);

        public Term Lookup(Curve curve, Term operand) => new LookupTerm(curve, operand);

        public Term WithoutEvents(Func<Term> part) => part();
    }
}
