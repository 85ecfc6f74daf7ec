using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads <c>arms</c>, <c>set</c> and <c>interventions</c>.</summary>
internal sealed class ArmReader(ExperimentContext context)
{
    private const int MaxArms = 1_000;
    private const int MaxInterventions = 10_000;

    /// <summary>The arms of an experiment: those given, or a single one.</summary>
    public ImmutableArray<Arm> Read(Section spec)
    {
        if (!spec.Has("arms"))
        {
            context.Defaults.Note(spec, "arms", $"[{{name: {ExperimentDocument.Baseline}}}]", "the model as it is");
            return [new Arm { Name = ExperimentDocument.Baseline, Place = spec.Place() }];
        }

        var arms = ImmutableArray.CreateBuilder<Arm>();
        var names = new IdRegister("arm");
        foreach (var section in spec.Children("arms", MaxArms))
        {
            section.Require("name");
            var name = section.Id("name");
            var arm = new Arm { Name = name ?? "", Set = ReadSettings(section), Interventions = ReadInterventions(section), Place = section.Place() };
            section.Close();
            if (name is not null && names.Add(section, "name", name))
            {
                arms.Add(arm);
            }
        }

        if (spec.Take("arms") is YamlSequence { Items.Count: 0 })
        {
            spec.Error("arms", "at least one arm is expected");
        }

        return arms.ToImmutable();
    }

    /// <summary>The arms of a scenario: as it is, and with the change, if there is one.</summary>
    public ImmutableArray<Arm> ReadScenario(string name, Section spec)
    {
        foreach (var key in (string[])["arms", "factors", "design"])
        {
            spec.Refuse(key, $"a scenario is one change to the plant as it is; '{key}' belongs to kind: Experiment");
        }

        var arm = new Arm { Name = name, Set = ReadSettings(spec), Interventions = ReadInterventions(spec), Place = spec.Place() };
        var baseline = new Arm { Name = ExperimentDocument.Baseline, Place = spec.Place() };
        if (arm.Set.IsEmpty && arm.Interventions.IsEmpty)
        {
            return [baseline];
        }

        if (name == ExperimentDocument.Baseline)
        {
            spec.Error("set", $"a scenario that changes something can't be called '{name}': that is the arm without the change");
        }

        return [baseline, arm];
    }

    public ImmutableSortedDictionary<string, ParameterValue> ReadSettings(Section section) => SettingReader.Read(section, "set", context.Paths.WhatIsWrong);

    public ImmutableArray<Intervention> ReadInterventions(Section section)
    {
        var interventions = ImmutableArray.CreateBuilder<Intervention>();
        var names = new IdRegister("intervention");
        foreach (var item in section.Children("interventions", MaxInterventions))
        {
            var name = item.Id("name") ?? Wording.Invariant($"intervention-{interventions.Count + 1}");
            item.Require("at", "when it happens, from the start of a replication");
            var at = item.Seconds("at", mayBeZero: true);
            var until = ReadEnd(item, at);
            var every = item.Seconds("every", mayBeZero: false);
            if (every < until - at)
            {
                item.Error("every", Wording.Invariant($"it comes again after {every} s but lasts {until - at} s; a period at least as long is expected"));
            }

            item.Require("set", "what is changed, path: value");
            var set = ReadSettings(item);
            item.Close();
            if (names.Add(item, "name", name))
            {
                interventions.Add(
                    new Intervention { Name = name, AtSeconds = at ?? 0, UntilSeconds = until, EverySeconds = every, Set = set, Place = item.Place() });
            }
        }

        return interventions.ToImmutable();
    }

    private static double? ReadEnd(Section item, double? at)
    {
        var until = item.Seconds("until", mayBeZero: false);
        if (until > at || until is null || at is null)
        {
            return until;
        }

        item.Error("until", Wording.Invariant($"it ends at {until} s, not after its beginning at {at} s; both count from the start of a replication"));
        return null;
    }
}
