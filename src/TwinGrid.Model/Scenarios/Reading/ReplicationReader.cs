using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads how many replications there are: <c>replications</c> or <c>select</c>.</summary>
internal static class ReplicationReader
{
    public const int MaxReplications = 10_000_000;

    /// <summary>A fixed number; null when absent or wrong.</summary>
    public static ReplicationPlan? ReadFixed(Section section, string key = "replications") =>
        section.Count(key, 1, MaxReplications) is { } count ? ReplicationPlan.Fixed((int)count) : null;

    public static ReplicationPlan Read(Section spec, AnalysisKind analysis, ExperimentContext context)
    {
        var standard = ReplicationPlan.Fixed(analysis == AnalysisKind.SteadyState ? 1 : 20);
        switch (spec.Take("replications"))
        {
            case null:
                context.Defaults.Note(
                    spec, "replications", Wording.Invariant($"{standard.Max}"), spec.Has("uncertainty") ? "a fixed number for each draw of each arm"
                        : analysis == AnalysisKind.SteadyState ? "one long run in batches" : "a fixed number for each arm");
                return standard;
            case YamlMapping:
                return ReadSequential(spec.Child("replications")!, context) ?? standard;
            default:
                return ReadFixed(spec) ?? standard;
        }
    }

    public static SelectionPlan? ReadSelection(Section spec, ExperimentContext context)
    {
        if (spec.Child("select") is not { } section)
        {
            return null;
        }

        if (spec.Has("replications"))
        {
            spec.Error("replications", "a selection finds out itself how many replications it needs (select.initial, select.max): give either replications or select");
        }

        var kpi = context.Kpi(section);
        if (kpi is { Direction: KpiDirection.None })
        {
            section.Error("kpi", $"KPI '{kpi.Id}' needs a direction, so that one can tell which arm is best: direction: maximise or minimise");
        }

        if (kpi is not null && kpi.Estimator.Kind != EstimatorKind.Mean)
        {
            section.Error("kpi", $"the best is selected by its mean; KPI '{kpi.Id}' has another estimator");
        }

        if (!context.HasDesign && context.Arms.Count < 2)
        {
            section.Error("kpi", "there is one arm only, so there is nothing to select from; give arms");
        }

        section.Require("indifference", "the difference that is worth detecting");
        var defaults = context.Defaults;
        var least = 1.0 / Math.Max(2, context.Arms.Count);
        var initial = (int)defaults.Or(section, "initial", section.Count("initial", 2, MaxReplications), 10, "replications of the first stage");
        var plan = new SelectionPlan
        {
            Kpi = kpi?.Id ?? "",
            Method = defaults.Or(section, "method", section.Enumeration<SelectionMethod>("method"), SelectionMethod.Kn, "Kim and Nelson's sequential procedure"),
            Indifference = section.Difference("indifference", ExperimentContext.UnitOf(kpi?.Unit), 0, isExclusive: true) ?? 1,
            Probability = defaults.Or(section, "probability", section.Share("probability", least, 1), 0.95, "probability of selecting the best"),
            Initial = initial,
            Max = (int)defaults.Or(section, "max", section.Count("max", initial, MaxReplications), Math.Max(initial, 100_000), "the most replications of an arm"),
            Place = section.Place(),
        };
        section.Close();
        return plan;
    }

    private static ReplicationPlan? ReadSequential(Section section, ExperimentContext context)
    {
        section.Require("halfWidth", "how narrow the interval must be; a fixed number is written replications: 20");
        var rules = ReadRules(section, context);
        var defaults = context.Defaults;
        var initial = (int)defaults.Or(section, "initial", section.Count("initial", 2, MaxReplications), 20, "replications before the first look");
        var plan = new ReplicationPlan
        {
            Initial = initial,
            Increment = (int)defaults.Or(section, "increment", section.Count("increment", 1, MaxReplications), 10, "replications from look to look"),
            Max = (int)defaults.Or(section, "max", section.Count("max", initial, MaxReplications), Math.Max(initial, 1000), "the most replications"),
            HalfWidths = rules,
        };
        section.Close();
        return rules.IsEmpty ? null : plan;
    }

    private static ImmutableArray<HalfWidthRule> ReadRules(Section section, ExperimentContext context)
    {
        var rules = ImmutableArray.CreateBuilder<HalfWidthRule>();
        foreach (var rule in section.Take("halfWidth") is YamlMapping ? [section.Child("halfWidth")!] : section.Children("halfWidth", 64))
        {
            var kpi = context.Kpi(rule);
            var compare = context.Compare(rule);
            var absolute = rule.Difference("absolute", ExperimentContext.UnitOf(kpi?.EstimateUnit), 0, isExclusive: true);
            var relative = rule.Share("relative", 0, 1);
            if (rule.Has("absolute") == rule.Has("relative"))
            {
                rule.Error(rule.Has("absolute") ? "relative" : "absolute", "one of absolute (in the KPI's unit) and relative (such as 2%) is expected");
            }

            rule.Close();
            if (kpi is not null)
            {
                rules.Add(new HalfWidthRule(kpi.Id, compare, absolute, relative) { Place = rule.Place() });
            }
        }

        return rules.ToImmutable();
    }
}
