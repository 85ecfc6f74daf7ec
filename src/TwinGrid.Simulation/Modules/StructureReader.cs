using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Distributions;

namespace TwinGrid.Simulation.Modules;

/// <summary>Reads parameters that are structures: maps and lists of numbers, laws and texts. Notes all that is wrong and goes on.</summary>
/// <param name="scope">Computes texts that stand for numbers.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class StructureReader(IParameterScope scope, ICollection<ModelError> errors)
{
    /// <summary>The entries of a map; empty, with an error, when it is none.</summary>
    public ImmutableArray<KeyValuePair<string, ParameterValue>> Entries(ParameterValue value, string what)
    {
        if (value is MapValue map)
        {
            return map.Entries;
        }

        Error(value, $"{what}: a map is expected");
        return [];
    }

    /// <summary>The entries of a map that may hold only some keys; null, with an error, when it is no map.</summary>
    public MapValue? Map(ParameterValue value, string what, params ReadOnlySpan<string> keys)
    {
        if (value is not MapValue map)
        {
            Error(value, $"{what}: a map with {string.Join(", ", keys.ToArray())} is expected");
            return null;
        }

        foreach (var (key, entry) in map.Entries)
        {
            if (!keys.Contains(key))
            {
                var alike = Suggestion.Nearest(key, keys.ToArray());
                Error(entry, $"{what}: unknown key '{key}'{(alike is null ? $"; there are {string.Join(", ", keys.ToArray())}" : $"; did you mean '{alike}'?")}");
            }
        }

        return map;
    }

    /// <summary>The items of a list; empty, with an error, when it is none.</summary>
    public ImmutableArray<ParameterValue> Items(ParameterValue value, string what)
    {
        if (value is ListValue list)
        {
            return list.Items;
        }

        Error(value, $"{what}: a list is expected");
        return [];
    }

    /// <summary>A number in a unit and range.</summary>
    public double? Number(ParameterValue value, string unit, string what, double? min = null, double? max = null)
    {
        if (scope.TryNumber(value, unit, out var number, out var error) && NumberInUnit.IsWithin(number, min, max, unit, out error))
        {
            return number;
        }

        Error(value, $"{what}: {error}");
        return null;
    }

    /// <summary>A number under a key; the default when it is absent.</summary>
    public double? Number(MapValue map, string key, string unit, string what, double? otherwise, double? min = null, double? max = null)
    {
        if (map[key] is { } value)
        {
            return Number(value, unit, $"{what}.{key}", min, max);
        }

        if (otherwise is null)
        {
            Error(map, $"{what}: '{key}' is missing");
        }

        return otherwise;
    }

    /// <summary>A whole number under a key; the default when it is absent.</summary>
    public int? Integer(MapValue map, string key, string what, int? otherwise, int min, int max = int.MaxValue)
    {
        if (Number(map, key, "1", what, otherwise, min, max) is not { } number)
        {
            return null;
        }

        if (number == Math.Floor(number))
        {
            return (int)number;
        }

        Error(map[key]!, string.Create(CultureInfo.InvariantCulture, $"{what}.{key}: {number}: a whole number is expected"));
        return null;
    }

    /// <summary>A distribution of values in a unit, none of them below a minimum.</summary>
    public Distribution? Law(ParameterValue value, string unit, string what, double min = 0)
    {
        if (new LawArgument(unit, scope).Read(value, min, null, out var error) is { } law)
        {
            return law;
        }

        Error(value, $"{what}: {error}");
        return null;
    }

    /// <summary>A text.</summary>
    public string? Text(ParameterValue? value, string what)
    {
        if (value is TextValue text)
        {
            return text.Text;
        }

        Error(value, $"{what}: a text is expected");
        return null;
    }

    /// <summary>A text under a key that must be there.</summary>
    public string? Text(MapValue map, string key, string what)
    {
        if (map[key] is { } value)
        {
            return Text(value, $"{what}.{key}");
        }

        Error(map, $"{what}: '{key}' is missing");
        return null;
    }

    /// <summary>Notes an error.</summary>
    public void Error(ParameterValue? value, string message) => errors.Add(new ModelError(value?.Place ?? SourcePlace.None, message));
}
