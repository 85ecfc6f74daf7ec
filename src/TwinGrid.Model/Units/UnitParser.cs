using System.Globalization;

namespace TwinGrid.Model.Units;

/// <summary>
/// Recursive descent over UCUM 2.2, §15 to §20: <c>term = ['/'] component {('.' | '/') component}</c>, evaluated strictly from left to right, with
/// <c>component = '(' term ')' | factor | [prefix] atom [exponent] [annotation] | annotation</c>.
/// </summary>
internal sealed class UnitParser
{
    private const int MaxDepth = 16;
    private const int MaxExponent = 9;

    private readonly string code;
    private readonly IReadOnlyDictionary<string, UnitAtom>? known;
    private int position;
    private int depth;

    /// <param name="code">UCUM code.</param>
    /// <param name="known">Atoms so far while the table itself is made; null for the whole table.</param>
    public UnitParser(string code, IReadOnlyDictionary<string, UnitAtom>? known = null)
    {
        this.code = code;
        this.known = known;
    }

    public Unit Parse()
    {
        var product = Term();
        if (position < code.Length)
        {
            throw Wrong(position, code[position] == ')' ? "')' without '('" : $"'{code[position]}' is not expected here; units are joined by '.' or '/'");
        }

        if (!double.IsNormal(product.Scale))
        {
            throw Wrong(0, "the unit is too large or too small for a number");
        }

        return new Unit(code, product.Dimension, product.Scale, product.Offset, product.Special);
    }

    private UnitAtom Term()
    {
        if (++depth > MaxDepth)
        {
            throw Wrong(position, $"more than {MaxDepth} parentheses inside each other");
        }

        var product = new UnitAtom(1, 0, Dimension.None, false, null);
        var divide = Take('/');
        var start = position;
        var next = Component();
        product = divide ? Combine(product, next, true, start) : next;
        while (position < code.Length && code[position] is '.' or '/')
        {
            divide = code[position++] == '/';
            start = position;
            product = Combine(product, Component(), divide, start);
        }

        depth--;
        return product;
    }

    private UnitAtom Combine(UnitAtom left, UnitAtom right, bool divide, int at)
    {
        if (left.Offset != 0 || right.Offset != 0)
        {
            throw Wrong(at, "a temperature scale with its own zero (Cel, [degF]) can't be part of a product; use K");
        }

        if (left.Special is not null || right.Special is not null)
        {
            throw Wrong(at, $"'{left.Special ?? right.Special}' is on no ratio scale and can't be part of a product");
        }

        try
        {
            return divide
                ? new UnitAtom(left.Scale / right.Scale, 0, left.Dimension / right.Dimension, false, null)
                : new UnitAtom(left.Scale * right.Scale, 0, left.Dimension * right.Dimension, false, null);
        }
        catch (OverflowException)
        {
            throw Wrong(at, "the exponents add up to too much");
        }
    }

    private UnitAtom Component()
    {
        if (position == code.Length)
        {
            throw Wrong(position, "a unit is missing at the end");
        }

        if (Take('('))
        {
            var open = position - 1;
            var inner = Term();
            return Take(')') ? inner : throw Wrong(open, "'(' is not closed");
        }

        if (code[position] == '{')
        {
            Annotation();
            return new UnitAtom(1, 0, Dimension.None, false, null);
        }

        var unit = Simple();
        if (position < code.Length && code[position] == '{')
        {
            Annotation();
        }

        return unit;
    }

    private UnitAtom Simple()
    {
        var start = position;
        var isPowerOfTen = code.AsSpan(start).StartsWith("10*") || code.AsSpan(start).StartsWith("10^");
        if (!isPowerOfTen && char.IsAsciiDigit(code[start]))
        {
            return Factor(start);
        }

        var symbol = isPowerOfTen ? code.Substring(start, 3) : Symbol();
        position = start + symbol.Length;
        var exponent = Exponent();
        var atom = Look(symbol, start);
        if (exponent is not { } power)
        {
            return atom;
        }

        if (atom.Offset != 0 || atom.Special is not null)
        {
            throw Wrong(start, $"'{symbol}' is on no ratio scale and takes no exponent");
        }

        return new UnitAtom(Power(atom.Scale, power), 0, atom.Dimension.Power(power) ?? Dimension.None, false, null);
    }

    private UnitAtom Factor(int start)
    {
        while (position < code.Length && char.IsAsciiDigit(code[position]))
        {
            position++;
        }

        var value = double.Parse(code.AsSpan(start, position - start), CultureInfo.InvariantCulture);
        return value > 0 ? new UnitAtom(value, 0, Dimension.None, false, null) : throw Wrong(start, "a factor of 0");
    }

    /// <summary>Characters up to an exponent or the end of the component; square brackets belong to the symbol with all that is in them.</summary>
    private string Symbol()
    {
        var end = position;
        while (end < code.Length && code[end] is not ('.' or '/' or '(' or ')' or '{' or '}' or '+' or '-') && !char.IsAsciiDigit(code[end]))
        {
            if (code[end] == '[')
            {
                var close = code.IndexOf(']', end);
                end = close >= 0 ? close : throw Wrong(end, "'[' is not closed");
            }

            end++;
        }

        return end > position ? code[position..end] : throw Wrong(position, $"a unit is expected before '{code[position]}'");
    }

    private int? Exponent()
    {
        var start = position;
        var sign = 1;
        if (position < code.Length && code[position] is '+' or '-')
        {
            sign = code[position++] == '-' ? -1 : 1;
        }

        var digits = position;
        while (position < code.Length && char.IsAsciiDigit(code[position]))
        {
            position++;
        }

        if (position == digits)
        {
            return position == start ? null : throw Wrong(start, "a sign without an exponent");
        }

        var limit = code[..start].EndsWith('*') || code[..start].EndsWith('^') ? 30 : MaxExponent;
        return int.TryParse(code.AsSpan(digits, position - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= limit
            ? sign * value
            : throw Wrong(digits, $"an exponent above {limit}");
    }

    private UnitAtom Look(string symbol, int start)
    {
        if (TryGet(symbol, out var atom))
        {
            return atom;
        }

        for (var length = 1; length <= UnitPrefix.MaxLength && length < symbol.Length; length++)
        {
            if (UnitPrefix.Factors.TryGetValue(symbol[..length], out var factor) && TryGet(symbol[length..], out atom) && atom.IsMetric)
            {
                // A millidegree Celsius has the offset of a degree: the prefix scales differences only.
                return atom with { Scale = atom.Scale * factor, Special = atom.Special is null ? null : symbol };
            }
        }

        throw Wrong(start, UnitSuggestion.For(code, symbol));
    }

    private bool TryGet(string symbol, out UnitAtom atom) => known is null ? UnitAtoms.TryGet(symbol, out atom) : known.TryGetValue(symbol, out atom);

    private void Annotation()
    {
        var open = position;
        var close = code.IndexOf('}', position);
        if (close < 0)
        {
            throw Wrong(open, "'{' is not closed");
        }

        for (var i = open + 1; i < close; i++)
        {
            if (code[i] is < '!' or > '~' or '{')
            {
                throw Wrong(i, "an annotation holds printable ASCII without spaces and '{'");
            }
        }

        position = close + 1;
    }

    private bool Take(char expected)
    {
        if (position < code.Length && code[position] == expected)
        {
            position++;
            return true;
        }

        return false;
    }

    private static double Power(double value, int exponent)
    {
        var result = 1d;
        for (var i = 0; i < Math.Abs(exponent); i++)
        {
            result *= value;
        }

        return exponent < 0 ? 1 / result : result;
    }

    private static UnitSyntaxException Wrong(int position, string message) => new(position, message);
}
