using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Agents.Rules;
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

    /// <summary>What they do by themselves.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>Names of all hazards: those with places and tasks, and then those of rules.</summary>
    public ImmutableArray<string> HazardNames { get; private init; }

    /// <summary>The settings of arguments that were read.</summary>
    public static OperatorSettings Of(ModuleArguments arguments) => Known.TryGetValue(arguments, out var settings) ? settings : throw new ArgumentException("The arguments were not checked.", nameof(arguments));

    /// <summary>What the people of a module can do; null when it has none of such people, or they can do anything.</summary>
    public static Skills? SkillsOf(PlannedModule module) => module.Type is OperatorModule ? Structure(module.Arguments, "skills", [], Skills.Read) : null;

    /// <summary>Reads the settings and keeps them for <see cref="Of"/>.</summary>
    public static OperatorSettings Read(ModuleArguments arguments, ModelSurroundings model, ICollection<ModelError> errors)
    {
        var skills = Structure(arguments, "skills", errors, Skills.Read) ?? Skills.All;
        ImmutableArray<Hazard> hazards = [.. Structure(arguments, "hazards", errors, (value, reader) => Resolve(Hazard.Read(value, reader), model, reader)) ?? []];
        var rules = arguments.Has("rules") ? new RuleReader(arguments.Structure("rules").Scope, model, skills, errors).Read(arguments.Structure("rules").Value) : RuleSet.Empty;
        var settings = new OperatorSettings
        {
            Skills = skills,
            Fatigue = Structure(arguments, "fatigue", errors, FatigueSettings.Read) ?? FatigueSettings.None,
            Hazards = hazards,
            Rules = rules,
            HazardNames = [.. hazards.Select(h => h.Name).Concat(rules.Rules.Select(r => r.Exposure).OfType<string>()).Distinct()],
        };
        Known.AddOrUpdate(arguments, settings);
        return settings;
    }

    /// <summary>Indices of the hazards of a task at a place.</summary>
    public int[] HazardsOf(string place, string task) =>
        [.. Enumerable.Range(0, Hazards.Length).Where(i =>
            (Hazards[i].Places.Length == 0 || Hazards[i].Places.Contains(place)) && (Hazards[i].Tasks.Length == 0 || Hazards[i].Tasks.Contains(task)))];

    /// <summary>Indices of the hazards of a rule: its own, and those of the work that it takes.</summary>
    public int[] HazardsOf(Rule rule)
    {
        var all = rule.Work.SelectMany(w => HazardsOf(w.Place ?? "", w.Task ?? rule.Skill ?? ""));
        return [.. (rule.Exposure is { } own ? all.Append(HazardNames.IndexOf(own)) : all).Distinct().Order()];
    }

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
