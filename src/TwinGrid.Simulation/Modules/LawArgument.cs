using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Modules;

/// <summary>
/// Reads a distribution as documents give it: a number is a constant, a mapping with one key names the law and its parameters, which may be laws again. The laws are
/// those of <see cref="LawForms"/>.
/// </summary>
/// <param name="unit">UCUM code in which values are wanted.</param>
/// <param name="scope">What texts that stand for numbers refer to.</param>
internal sealed class LawArgument(string unit, IParameterScope scope)
{
    /// <summary>The distribution; null with the reason.</summary>
    public Distribution? Read(ParameterValue value, out string error)
    {
        if (value is not (MapValue or ListValue))
        {
            return scope.TryNumber(value, unit, out var number, out error) ? new Constant(number) : null;
        }

        if (value is not MapValue { Entries: [var (name, given)] })
        {
            error = "a distribution such as {exponential: {mean: 90s}} is expected: one law";
            return null;
        }

        if (!LawForms.All.TryGetValue(name, out var forms))
        {
            error = $"no distribution '{name}'{DidYouMean(name, LawForms.All.Keys)}";
            return null;
        }

        if (LawForms.CountsThings(name) && Unit.Parse(unit) is not { Dimension.IsNone: true, Scale: 1 })
        {
            error = $"{name} gives counts; values in '{unit}' are expected";
            return null;
        }

        return Choose(name, forms, given, out var parameters, out error) is { } form ? Make(name, form, parameters, out error) : null;
    }

    /// <summary>The distribution, if no value of it lies outside a range; null with the reason.</summary>
    /// <param name="value">As written.</param>
    /// <param name="min">In the unit; null = no limit.</param>
    /// <param name="max">In the unit; null = no limit.</param>
    /// <param name="error">The reason.</param>
    public Distribution? Read(ParameterValue value, double? min, double? max, out string error)
    {
        if (Read(value, out error) is not { } law)
        {
            return null;
        }

        if (!(law.Minimum < min) && !(law.Maximum > max))
        {
            return law;
        }

        NumberInUnit.IsWithin(law.Minimum < min ? law.Minimum : law.Maximum, min, max, unit, out error);
        if (law is not Constant)
        {
            error = $"values {(law.Minimum < min ? "from" : "to")} {error}; {{truncated: {{of: ..., min: ..., max: ...}}}} keeps a distribution within limits";
        }

        return null;
    }

    /// <summary>The form that fits what is given, and its parameters as written.</summary>
    private static LawForm? Choose(string law, ImmutableArray<LawForm> forms, ParameterValue given, out IReadOnlyDictionary<string, ParameterValue> written, out string error)
    {
        written = new Dictionary<string, ParameterValue>();
        error = "";
        if (forms is [{ Parameters: [{ Name: "" }] } whole])
        {
            written = new Dictionary<string, ParameterValue> { [""] = given };
            return whole;
        }

        var needs = string.Join("; or ", forms.Select(f => f.Needs));
        if (given is not MapValue map)
        {
            error = $"{law} needs {needs}";
            return null;
        }

        var known = forms.SelectMany(f => f.Parameters).Select(p => p.Name).Distinct().ToList();
        if (map.Entries.Select(e => e.Key).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            error = $"{law} has no parameter '{unknown}'{DidYouMean(unknown, known)}";
            return null;
        }

        var keys = map.Entries.Select(e => e.Key).ToList();
        if (forms.FirstOrDefault(f => f.Fits(keys)) is not { } form)
        {
            error = $"{law} needs {needs}; given is {(keys.Count == 0 ? "nothing" : string.Join(", ", keys))}";
            return null;
        }

        written = map.Entries.ToDictionary();
        return form;
    }

    private Distribution? Make(string law, LawForm form, IReadOnlyDictionary<string, ParameterValue> written, out string error)
    {
        var read = new Dictionary<string, object>();
        foreach (var parameter in form.Parameters)
        {
            if (written.TryGetValue(parameter.Name, out var value))
            {
                if (Parameter(parameter.Kind, value, out error) is not { } known)
                {
                    error = $"{law}{(parameter.Name.Length == 0 ? "" : ".")}{parameter.Name}: {error}";
                    return null;
                }

                read[parameter.Name] = known;
            }
        }

        try
        {
            error = "";
            return form.Make(new LawParameters(read));
        }
        catch (ArgumentException wrong)
        {
            error = $"{law}: {Reason(wrong, form)}";
            return null;
        }
    }

    private object? Parameter(LawParameterKind kind, ParameterValue value, out string error) => kind switch
    {
        LawParameterKind.Value => Number(value, unit, out error),
        LawParameterKind.Distance => Distance(value, out error),
        LawParameterKind.Plain => Number(value, "1", out error),
        LawParameterKind.Whole => Whole(value, out error),
        LawParameterKind.Values => Numbers(value, unit, out error),
        LawParameterKind.Weights => Numbers(value, "1", out error),
        LawParameterKind.Law => Read(value, out error),
        LawParameterKind.Laws => Each(value, "distributions", (item, out wrong) => Read(item, out wrong), out error),
        _ => throw new ArgumentException($"Unknown kind {kind}.", nameof(kind)),
    };

    private double? Number(ParameterValue value, string code, out string error) => scope.TryNumber(value, code, out var number, out error) ? number : null;

    /// <summary>Where the unit's zero is not the quantity's, distances are given in a unit without offset, or as plain numbers.</summary>
    private double? Distance(ParameterValue value, out string error)
    {
        var wanted = Unit.Parse(unit);
        if (!wanted.IsAffine || value is NumberValue { Unit: null })
        {
            return Number(value, unit, out error);
        }

        if (value is NumberValue { Unit: { } code } && Unit.TryParse(code, out var from, out _) && from.IsAffine)
        {
            error = $"a distance between values is given in '{wanted.Coherent}', not in '{code}'";
            return null;
        }

        return Number(value, wanted.Coherent.Code, out error) / wanted.Scale;
    }

    private double? Whole(ParameterValue value, out string error)
    {
        if (Number(value, "1", out error) is not { } number)
        {
            return null;
        }

        error = string.Create(CultureInfo.InvariantCulture, $"{number}: a whole number from 1 to {int.MaxValue} is expected");
        return number == Math.Floor(number) && number is >= 1 and <= int.MaxValue ? number : null;
    }

    private object? Numbers(ParameterValue value, string code, out string error) =>
        Each(value, "numbers", (item, out wrong) => Number(item, code, out wrong), out error) is { } numbers ? numbers.Select(n => n!.Value).ToImmutableArray() : null;

    private static ImmutableArray<T>? Each<T>(ParameterValue value, string what, ReadItem<T> read, out string error)
    {
        error = $"a list of {what} is expected";
        if (value is not ListValue list)
        {
            return null;
        }

        var items = ImmutableArray.CreateBuilder<T>(list.Items.Length);
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (read(list.Items[i], out var wrong) is not { } item)
            {
                error = string.Create(CultureInfo.InvariantCulture, $"[{i}]: {wrong}");
                return null;
            }

            items.Add(item);
        }

        return items.ToImmutable();
    }

    /// <summary>What a law has against its parameters, with the unit of the one it names.</summary>
    private string Reason(ArgumentException wrong, LawForm form)
    {
        var reason = wrong.Message.Split('\n', '\r')[0].Replace($" (Parameter '{wrong.ParamName}')", "", StringComparison.Ordinal).TrimEnd('.');
        var inUnit = form.Parameters.Any(p => p.Name == wrong.ParamName && p.Kind is (LawParameterKind.Value or LawParameterKind.Distance or LawParameterKind.Values));
        return inUnit && unit != "1" ? $"{reason} (in '{unit}')" : reason;
    }

    private static string DidYouMean(string name, IEnumerable<string> known) =>
        Suggestion.Nearest(name, known) is { } alike ? $"; did you mean '{alike}'?" : $"; there are {string.Join(", ", known)}";

    private delegate T? ReadItem<out T>(ParameterValue item, out string error);
}
