using System.Globalization;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Queries;

/// <summary>
/// Turns a filter's syntax into a predicate for one type. A field that the type lacks matches nothing, so that one filter can ask assets of
/// several types; what no type has, and values that fit no type, are errors.
/// </summary>
internal sealed class FilterCompiler(IReadOnlyList<AssetTypeDefinition> types)
{
    private const string Fields =
        "name, id, type, line, state, display_name, retired, alarms, labels.KEY, parameters.ID, signals.ID, signals.ID.quality, signals.ID.age";

    /// <summary>The predicate for assets of a type, one of those known or a newer one.</summary>
    /// <exception cref="FilterException">A field or value fits no type.</exception>
    public Predicate Compile(FilterSyntax syntax, AssetTypeDefinition type) => syntax switch
    {
        AndSyntax and => Predicate.All(and.Parts.Select(part => Compile(part, type))),
        OrSyntax or => Predicate.Any(or.Parts.Select(part => Compile(part, type))),
        NotSyntax not => Compile(not.Part, type).Not(),
        WordSyntax word => Word(word, type),
        ComparisonSyntax comparison => Comparison(comparison, type),
        _ => throw new ArgumentException($"No such syntax: {syntax.GetType().Name}.", nameof(syntax)),
    };

    private Predicate Word(WordSyntax word, AssetTypeDefinition type)
    {
        var text = word.Word.Text;
        if (!word.Word.IsQuoted && (text == "retired" || text.StartsWith("signals.", StringComparison.Ordinal)))
        {
            return Comparison(new ComparisonSyntax(text, "=", new FilterValue("true", false, word.Position), word.Position), type);
        }

        if (!word.Word.IsQuoted && (text.StartsWith("labels.", StringComparison.Ordinal) || text.StartsWith("parameters.", StringComparison.Ordinal)))
        {
            throw FilterSyntax.Error(word.Position, $"'{text}' is compared with nothing; write {text}:* for 'has it'");
        }

        var test = Comparator.OfText(":", text);
        return test(type.Id) ? Predicate.True : Predicate.OfInfo(info => test(info.Id) || test(info.DisplayName));
    }

    private Predicate Comparison(ComparisonSyntax c, AssetTypeDefinition type)
    {
        var (root, path) = c.Field.Split('.', 2) is [var first, var rest] ? (first, rest) : (c.Field, "");
        return (root, path) switch
        {
            ("name", "") => Predicate.OfInfo(Text(c, info => info.Name)),
            ("id", "") => Predicate.OfInfo(Text(c, info => info.Id)),
            ("line", "") => Predicate.OfInfo(Text(c, info => info.Line)),
            ("display_name", "") => Predicate.OfInfo(Text(c, info => info.DisplayName)),
            ("type", "") => Predicate.Of(Comparator.OfText(c.Comparator, c.Value.Text)(type.Id)),
            ("state", "") => State(c, type),
            ("retired", "") => Retired(c),
            ("alarms", "") => Alarms(c),
            ("labels", _) => Labels(c, path),
            ("parameters", _) => Parameters(c, path, type),
            ("signals", "") when c.Comparator == ":" => Predicate.Of(TypeFacts.Of(type).IndexOf(c.Value.Text) >= 0),
            ("signals", not "") => Signals(c, path, type),
            _ => throw FilterSyntax.Error(c.Position, $"no field '{c.Field}'; there are {Fields}"),
        };
    }

    private static Func<AssetInfo, bool> Text(ComparisonSyntax c, Func<AssetInfo, string> field)
    {
        var test = Comparator.OfText(c.Comparator, c.Value.Text);
        return info => test(field(info));
    }

    private Predicate State(ComparisonSyntax c, AssetTypeDefinition type)
    {
        if (c.Comparator is "=" or "!=" && !c.Value.Text.Contains('*', StringComparison.Ordinal) && c.Value.Text.Length > 0)
        {
            var symbols = types.SelectMany(t => TypeFacts.Of(t).StateSymbols).Distinct().Order(StringComparer.Ordinal).ToList();
            if (symbols.Count > 0 && !symbols.Contains(c.Value.Text))
            {
                throw FilterSyntax.Error(c.Value.Position, $"no state '{c.Value.Text}'; there are {Some(symbols)}");
            }
        }

        var facts = TypeFacts.Of(type);
        var test = Comparator.OfText(c.Comparator, c.Value.Text);
        return facts.StateIndex < 0 ? Predicate.Of(test("")) : Predicate.OfView((view, _) => test(facts.StateOf(view)));
    }

    private static Predicate Retired(ComparisonSyntax c)
    {
        if (c.Value.Text is not ("true" or "false") || c.Comparator is not ("=" or "!=" or ":"))
        {
            throw FilterSyntax.Error(c.Value.Position, $"retired is true or false, not '{c.Comparator} {c.Value.Text}'");
        }

        var wanted = c.Value.Text == "true" == (c.Comparator != "!=");
        return Predicate.OfInfo(info => info.IsRetired == wanted);
    }

    private static Predicate Alarms(ComparisonSyntax c)
    {
        if (!Comparator.TryNumber(c.Value, out var count))
        {
            throw FilterSyntax.Error(c.Value.Position, $"alarms is the number of active or unacknowledged alarms, not '{c.Value.Text}'");
        }

        var test = Comparator.OfNumber(c.Comparator, count);
        return Predicate.OfView((view, _) => test(view.ActiveAlarms));
    }

    private static Predicate Labels(ComparisonSyntax c, string key)
    {
        if (key.Length > 0)
        {
            var test = Comparator.OfText(c.Comparator, c.Value.Text);
            return Predicate.OfInfo(info => info.Labels.TryGetValue(key, out var label) && (test(label) || c is { Comparator: ":", Value.Text: "*" }));
        }

        return c.Comparator == ":"
            ? Predicate.OfInfo(c.Value.Text == "*" ? info => info.Labels.Count > 0 : info => info.Labels.ContainsKey(c.Value.Text))
            : throw FilterSyntax.Error(c.Position, "labels as a whole take ':' alone; write labels.KEY to compare one");
    }

    private Predicate Parameters(ComparisonSyntax c, string id, AssetTypeDefinition type)
    {
        if (id.Length == 0)
        {
            return c.Comparator == ":"
                ? Predicate.Of(type.Parameters.ContainsKey(c.Value.Text))
                : throw FilterSyntax.Error(c.Position, "parameters as a whole take ':' alone; write parameters.ID to compare one");
        }

        if (types.Count > 0 && !types.Any(t => t.Parameters.ContainsKey(id)))
        {
            throw FilterSyntax.Error(c.Position, $"no type has a parameter '{id}'; there are {Some(types.SelectMany(t => t.Parameters.Keys))}");
        }

        if (c is { Comparator: ":", Value.Text: "*" })
        {
            return Predicate.Of(type.Parameters.ContainsKey(id));
        }

        if (!Comparator.TryNumber(c.Value, out var value))
        {
            throw FilterSyntax.Error(c.Value.Position, $"parameter '{id}' is a number, not '{c.Value.Text}'");
        }

        var test = Comparator.OfNumber(c.Comparator, value);
        return Predicate.OfInfo(info => info.Parameters.TryGetValue(id, out var parameter) && test(parameter));
    }

    private Predicate Signals(ComparisonSyntax c, string path, AssetTypeDefinition type)
    {
        var field = SignalField.Read(path, id => types.Any(t => TypeFacts.Of(t).IndexOf(id) >= 0));
        var having = types.Where(t => TypeFacts.Of(t).IndexOf(field.Signal) >= 0).ToList();
        if (types.Count > 0 && having.Count == 0)
        {
            throw FilterSyntax.Error(c.Position, $"no type has a signal '{field.Signal}'; there are {Some(types.SelectMany(t => t.Signals.Select(s => s.Id)))}");
        }

        // A value that fits one type may not fit another with a signal of the same id: then that one matches nothing.
        var errors = having.Select(t => Try(t, field, c).Error).ToList();
        if (errors.Count > 0 && errors.TrueForAll(error => error is not null))
        {
            throw FilterSyntax.Error(c.Value.Position, errors[0]!);
        }

        return TypeFacts.Of(type).IndexOf(field.Signal) < 0 ? Predicate.False : Try(type, field, c).Test ?? Predicate.False;
    }

    private static (Predicate? Test, string? Error) Try(AssetTypeDefinition type, SignalField field, ComparisonSyntax c)
    {
        var index = TypeFacts.Of(type).IndexOf(field.Signal);
        return field.Compile(type.Signals[index], index, c.Comparator, c.Value);
    }

    private static string Some(IEnumerable<string> all)
    {
        const int Shown = 20;
        var sorted = all.Distinct().Order(StringComparer.Ordinal).ToList();
        return sorted.Count == 0 ? "none"
            : sorted.Count <= Shown ? string.Join(", ", sorted)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", sorted.Take(Shown))} and {sorted.Count - Shown} more");
    }
}
