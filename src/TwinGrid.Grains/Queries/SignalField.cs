using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Queries;

/// <summary>What a path below <c>signals.</c> asks for.</summary>
internal enum SignalAspect : byte
{
    Value,
    Quality,
    Age,
}

/// <summary>A path below <c>signals.</c>: the signal's id, which may hold dots, and what is asked of it.</summary>
internal readonly record struct SignalField(string Signal, SignalAspect Aspect)
{
    private static readonly string[] Severities = ["good", "uncertain", "bad"];

    /// <summary>Reads a path against the ids that there are: an id that ends in .age wins over the age of a shorter id.</summary>
    public static SignalField Read(string path, Func<string, bool> exists)
    {
        if (!exists(path))
        {
            foreach (var (suffix, aspect) in new[] { (".quality", SignalAspect.Quality), (".age", SignalAspect.Age) })
            {
                if (path.EndsWith(suffix, StringComparison.Ordinal))
                {
                    return new SignalField(path[..^suffix.Length], aspect);
                }
            }
        }

        return new SignalField(path, SignalAspect.Value);
    }

    /// <summary>The test for a type that has the signal at the index; else why the value does not fit it.</summary>
    public (Predicate? Test, string? Error) Compile(SignalDefinition signal, int index, string comparator, FilterValue value) => Aspect switch
    {
        SignalAspect.Quality => Quality(signal, index, comparator, value),
        SignalAspect.Age => Age(index, comparator, value),
        _ => Value(signal, index, comparator, value),
    };

    private static (Predicate?, string?) Quality(SignalDefinition signal, int index, string comparator, FilterValue value)
    {
        if (!Severities.Contains(value.Text) || comparator is not ("=" or "!=" or ":"))
        {
            return (null, $"a quality is compared by = or != with good, uncertain or bad, not '{comparator} {value.Text}'");
        }

        var wanted = comparator != "!=";
        return (Predicate.OfView((view, now) =>
            Comparator.SeverityOf(LiveQuality.At(now, view.Signals[index], signal, view.ProducerGone)) == value.Text == wanted), null);
    }

    private static (Predicate?, string?) Age(int index, string comparator, FilterValue value)
    {
        if (!Comparator.TryDuration(value.Text, out var nanoseconds))
        {
            return (null, $"an age is compared with a duration such as 500ms, 30s, 5m, 2h or 1d, not '{value.Text}'");
        }

        var test = Comparator.OfNumber(comparator, nanoseconds);
        return (Predicate.OfView((view, now) => test(Comparator.AgeNs(now, view.Signals[index].TimeNs))), null);
    }

    private static (Predicate?, string?) Value(SignalDefinition signal, int index, string comparator, FilterValue value)
    {
        if (comparator == ":" && value.Text == "*")
        {
            return (Predicate.OfView((view, _) => view.Signals[index].TimeNs != long.MinValue), null);
        }

        if (signal.Type == SignalType.String)
        {
            var text = Comparator.OfText(comparator, value.Text);
            return (Predicate.OfView((view, _) => view.Signals[index].Text is { } current && text(current)), null);
        }

        var (number, error) = NumberOf(signal, value);
        if (error is not null)
        {
            return (null, error);
        }

        var test = Comparator.OfNumber(comparator, number);
        return (Predicate.OfView((view, _) => test(view.Signals[index].Value)), null);
    }

    private static (double Number, string? Error) NumberOf(SignalDefinition signal, FilterValue value)
    {
        if (signal.Type == SignalType.Boolean && value.Text is ("true" or "false"))
        {
            return (value.Text == "true" ? 1 : 0, null);
        }

        foreach (var symbol in signal.Symbols)
        {
            if (symbol.Symbol == value.Text)
            {
                return (symbol.Number, null);
            }
        }

        return Comparator.TryNumber(value, out var number)
            ? (number, null)
            : (0, signal.Type switch
            {
                SignalType.Boolean => $"signal '{signal.Id}' is a boolean: true or false, not '{value.Text}'",
                SignalType.Enumeration => $"signal '{signal.Id}' is one of {string.Join(", ", signal.Symbols.Select(s => s.Symbol))}, not '{value.Text}'",
                _ => $"signal '{signal.Id}' is a number in {signal.Unit}, not '{value.Text}'",
            });
    }
}
