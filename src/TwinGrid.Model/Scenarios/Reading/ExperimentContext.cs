using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>What the parts of a document refer to.</summary>
internal sealed class ExperimentContext(DefaultLog defaults, ModelPaths paths)
{
    public DefaultLog Defaults { get; } = defaults;

    public ModelPaths Paths { get; } = paths;

    /// <summary>KPIs by id.</summary>
    public Dictionary<string, ExperimentKpi> Kpis { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the arms in order; empty when a design makes them.</summary>
    public IReadOnlyList<string> Arms { get; set; } = [];

    /// <summary>A design makes the arms.</summary>
    public bool HasDesign { get; set; }

    /// <summary>The KPI that a key names, which must be there.</summary>
    public ExperimentKpi? Kpi(Section section, string key = "kpi")
    {
        section.Require(key);
        if (section.Id(key) is not { } id)
        {
            return null;
        }

        if (Kpis.TryGetValue(id, out var kpi))
        {
            return kpi;
        }

        section.Error(key, $"the document has no KPI '{id}'{Wording.DidYouMean(id, Kpis.Keys)}", Kpis.Keys);
        return null;
    }

    /// <summary>The arm that a key names; null when it is absent or wrong.</summary>
    public string? Arm(Section section, string key) => section.Id(key) is { } name && CheckArm(section, key, name) ? name : null;

    /// <summary><c>compare: [treatment, control]</c>; null when it is absent or wrong.</summary>
    public ArmPair? Compare(Section section, string key = "compare")
    {
        if (section.Take(key) is not { } node)
        {
            return null;
        }

        if (node is not YamlSequence { Items: [YamlScalar treatment, YamlScalar control] })
        {
            section.Error(key, $"a list of two arms [treatment, control] is expected, not {Wording.Kind(node)}");
            return null;
        }

        if (!CheckArm(section, key, treatment.Value) | !CheckArm(section, key, control.Value))
        {
            return null;
        }

        if (treatment.Value == control.Value)
        {
            section.Error(key, $"'{Wording.Shorten(control.Value)}' is compared with itself");
            return null;
        }

        return new ArmPair(treatment.Value, control.Value);
    }

    /// <summary>A path that a key gives, which must be there.</summary>
    public string? Path(Section section, IdRegister paths)
    {
        section.Require("path");
        if (section.Scalar("path", "a path") is not { } scalar)
        {
            return null;
        }

        if (Paths.WhatIsWrong(scalar.Value) is { } wrong)
        {
            section.Error("path", wrong);
            return null;
        }

        return paths.Add(section, "path", scalar.Value) ? scalar.Value : null;
    }

    /// <summary>A value of a KPI that is not there: nothing can be said of it, and what is wrong has been said.</summary>
    public static double? Unread(Section section, string key)
    {
        section.Take(key);
        return null;
    }

    /// <summary>Unit of a KPI's values or of its estimate; null = not known.</summary>
    public static Unit? UnitOf(string? code) => code is null ? null : Unit.Parse(code);

    private bool CheckArm(Section section, string key, string name)
    {
        if (Arms.Contains(name))
        {
            return true;
        }

        section.Error(
            key,
            HasDesign ? "the arms that a design makes have no names to refer to" : $"the document has no arm '{Wording.Shorten(name)}'{Wording.DidYouMean(name, Arms)}",
            HasDesign ? null : Arms);
        return false;
    }
}
