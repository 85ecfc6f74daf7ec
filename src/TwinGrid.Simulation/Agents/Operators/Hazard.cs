using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>What endangers people at some places or some work: heat, noise, height, moving parts.</summary>
/// <param name="Name">Ends the names of its figures, <c>exposure-NAME</c>.</param>
/// <param name="Places">References to the components where it is; empty = all that the tasks are done at.</param>
/// <param name="Tasks">The tasks that bring it; empty = all at the places.</param>
internal sealed record Hazard(string Name, ImmutableArray<string> Places, ImmutableArray<string> Tasks)
{
    /// <summary>Where it stands.</summary>
    public ParameterValue? Source { get; init; }

    /// <summary>Reads <c>{hot-zone: {at: [furnace], tasks: [repair]}}</c>.</summary>
    public static List<Hazard> Read(ParameterValue value, StructureReader reader)
    {
        var hazards = new List<Hazard>();
        foreach (var (name, given) in reader.Entries(value, "hazards"))
        {
            var what = $"hazards.{name}";
            if (!IsName(name))
            {
                reader.Error(given, $"{what}: the name of a hazard is of letters, digits, '-' and '_'");
            }

            if (reader.Map(given, what, "at", "tasks") is { } map)
            {
                hazards.Add(new Hazard(name, Texts(map["at"], $"{what}.at", reader), Texts(map["tasks"], $"{what}.tasks", reader)) { Source = given });
                if (map["at"] is null && map["tasks"] is null)
                {
                    reader.Error(given, $"{what}: 'at' or 'tasks' is missing");
                }
            }
        }

        return hazards;
    }

    /// <summary>Whether a name can be a hazard's.</summary>
    public static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static ImmutableArray<string> Texts(ParameterValue? value, string what, StructureReader reader) => value switch
    {
        null => [],
        TextValue text => [text.Text],
        _ => [.. reader.Items(value, what).Select(item => reader.Text(item, what) ?? "").Where(text => text.Length > 0)],
    };
}
