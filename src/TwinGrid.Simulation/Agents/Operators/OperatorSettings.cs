using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>What a document says of a group of people, beyond plain numbers. Immutable; read once for a model.</summary>
internal sealed class OperatorSettings
{
    private static readonly ConditionalWeakTable<ModuleArguments, OperatorSettings> Known = [];

    /// <summary>What they can do.</summary>
    public required Skills Skills { get; init; }

    /// <summary>How they tire.</summary>
    public required FatigueSettings Fatigue { get; init; }

    /// <summary>What endangers them, with absolute places.</summary>
    public required ImmutableArray<Hazard> Hazards { get; init; }

    /// <summary>The settings of arguments that were read.</summary>
    public static OperatorSettings Of(ModuleArguments arguments) => Known.TryGetValue(arguments, out var settings) ? settings : throw new ArgumentException("The arguments were not checked.", nameof(arguments));

    /// <summary>Reads the settings and keeps them for <see cref="Of"/>.</summary>
    public static OperatorSettings Read(ModuleArguments arguments, ModelSurroundings model, ICollection<ModelError> errors)
    {
        var settings = new OperatorSettings
        {
            Skills = Structure(arguments, "skills", errors, Skills.Read) ?? Skills.All,
            Fatigue = Structure(arguments, "fatigue", errors, FatigueSettings.Read) ?? FatigueSettings.None,
            Hazards = [.. Structure(arguments, "hazards", errors, (value, reader) => Resolve(Hazard.Read(value, reader), model, reader)) ?? []],
        };
        Known.AddOrUpdate(arguments, settings);
        return settings;
    }

    /// <summary>Indices of the hazards of a task at a place.</summary>
    public int[] HazardsOf(string place, string task) =>
        [.. Enumerable.Range(0, Hazards.Length).Where(i =>
            (Hazards[i].Places.Length == 0 || Hazards[i].Places.Contains(place)) && (Hazards[i].Tasks.Length == 0 || Hazards[i].Tasks.Contains(task)))];

    private static T? Structure<T>(ModuleArguments arguments, string name, ICollection<ModelError> errors, Func<ParameterValue, StructureReader, T> read)
        where T : class
    {
        if (!arguments.Has(name))
        {
            return null;
        }

        var (value, scope) = arguments.Structure(name);
        return read(value, new StructureReader(scope, errors));
    }

    private static IEnumerable<Hazard> Resolve(List<Hazard> hazards, ModelSurroundings model, StructureReader reader)
    {
        foreach (var hazard in hazards)
        {
            foreach (var place in hazard.Places.Where(p => model.Find(p) is null))
            {
                reader.Error(hazard.Source, $"hazards.{hazard.Name}.at: {model.NoComponent(place)}");
            }

            yield return hazard with { Places = [.. hazard.Places.Select(model.Absolute)] };
        }
    }
}
