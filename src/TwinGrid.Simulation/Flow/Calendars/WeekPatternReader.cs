using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Calendars;

/// <summary>Reads weekly patterns: <c>[{days: [Mon, Tue], from: "06:00", to: "14:00", level: 2}]</c>, and what is different once.</summary>
/// <param name="scope">Computes texts that stand for numbers.</param>
/// <param name="levelKey">Key of the level.</param>
/// <param name="levelUnit">Its unit.</param>
/// <param name="levelDefault">When it is not given; null = it must be.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class WeekPatternReader(IParameterScope scope, string levelKey, string levelUnit, double? levelDefault, ICollection<ModelError> errors)
{
    private const long Day = 86_400;

    private static readonly ImmutableArray<string> Days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private readonly StructureReader reader = new(scope, errors);

    /// <summary>The stretches of a week.</summary>
    public List<PatternStretch> Stretches(ParameterValue value, string what)
    {
        var stretches = new List<PatternStretch>();
        foreach (var item in reader.Items(value, what))
        {
            if (reader.Map(item, what, "days", "from", "to", levelKey) is { } map && reader.Number(map, levelKey, levelUnit, what, levelDefault, 0) is { } level)
            {
                Add(stretches, map, what, level);
            }
        }

        return stretches;
    }

    /// <summary>Stretches that are different once, in time since the Monday of the first week.</summary>
    public List<PatternException> Exceptions(ParameterValue value, string what)
    {
        var exceptions = new List<PatternException>();
        foreach (var item in reader.Items(value, what))
        {
            if (reader.Map(item, what, "from", "to", levelKey) is { } map && reader.Number(map, levelKey, levelUnit, what, 0, 0) is { } level &&
                reader.Number(map, "from", "s", what, null, 0) is { } from && reader.Number(map, "to", "s", what, null, 0) is { } to)
            {
                if (to <= from)
                {
                    reader.Error(map, string.Create(CultureInfo.InvariantCulture, $"{what}: it ends at {to} s, not after its start at {from} s"));
                }

                exceptions.Add(new PatternException((long)from, (long)to, level));
            }
        }

        return exceptions;
    }

    private void Add(List<PatternStretch> stretches, MapValue map, string what, double level)
    {
        var days = map["days"] is { } given ? reader.Items(given, $"{what}.days").Select(d => DayOf(d, what)).Where(d => d >= 0).ToList() : [.. Enumerable.Range(0, 7)];
        if (TimeOf(map, "from", what, 0) is not { } from || TimeOf(map, "to", what, Day) is not { } to)
        {
            return;
        }

        foreach (var day in days)
        {
            // Till a time that is not later than from = till the next day.
            stretches.Add(new PatternStretch(day * Day + from, day * Day + (to <= from ? to + Day : to), level));
        }
    }

    private int DayOf(ParameterValue value, string what)
    {
        var text = reader.Text(value, $"{what}.days") ?? "";
        var day = Days.IndexOf(text);
        if (day < 0 && text.Length > 0)
        {
            var alike = Suggestion.Nearest(text, Days);
            reader.Error(value, $"{what}.days: '{text}' is none of {string.Join(", ", Days)}{(alike is null ? "" : $"; did you mean '{alike}'?")}");
        }

        return day;
    }

    private long? TimeOf(MapValue map, string key, string what, long otherwise)
    {
        if (map[key] is not { } value)
        {
            return otherwise;
        }

        if (value is TextValue { Text: var text } && text.Split(':') is [var hour, var minute] &&
            int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var h) && int.TryParse(minute, NumberStyles.None, CultureInfo.InvariantCulture, out var m) &&
            m < 60 && (h < 24 || (h == 24 && m == 0)))
        {
            return (h * 3_600L) + (m * 60L);
        }

        if (value is NumberValue)
        {
            return reader.Number(value, "s", $"{what}.{key}", 0, Day) is { } seconds ? (long)seconds : null;
        }

        reader.Error(value, $"{what}.{key}: a time of day such as \"06:00\" is expected");
        return null;
    }
}
