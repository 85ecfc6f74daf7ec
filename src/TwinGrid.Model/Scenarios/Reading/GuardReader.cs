using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads <c>guards</c> and <c>acceptance</c>.</summary>
internal static class GuardReader
{
    public static ImmutableArray<Guard> ReadGuards(Section spec, ExperimentContext context)
    {
        var guards = ImmutableArray.CreateBuilder<Guard>();
        foreach (var section in spec.Children("guards", 1_000))
        {
            var kpi = context.Kpi(section);
            var unit = ExperimentContext.UnitOf(kpi?.EstimateUnit);
            OneOf(section, "margin", "atLeast", "atMost");
            var margin = kpi is null ? ExperimentContext.Unread(section, "margin") : section.Difference("margin", unit, 0, isExclusive: false);
            if (section.Has("margin") && kpi is { Direction: KpiDirection.None })
            {
                section.Error("margin", $"KPI '{kpi.Id}' needs a direction, so that one can tell what is worse: direction: maximise or minimise");
            }

            var guard = new Guard
            {
                Kpi = kpi?.Id ?? "",
                Margin = margin,
                Against = ReadAgainst(section, context),
                AtLeast = kpi is null ? ExperimentContext.Unread(section, "atLeast") : section.Quantity("atLeast", unit),
                AtMost = kpi is null ? ExperimentContext.Unread(section, "atMost") : section.Quantity("atMost", unit),
                Alpha = context.Defaults.Or(section, "alpha", section.Share("alpha", 0, 0.5), 0.05, "risk of passing what is worse"),
                Place = section.Place(),
            };
            section.Close();
            if (kpi is not null)
            {
                guards.Add(guard);
            }
        }

        return guards.ToImmutable();
    }

    public static ImmutableArray<AcceptanceRule> ReadAcceptance(Section spec, ExperimentContext context)
    {
        var rules = ImmutableArray.CreateBuilder<AcceptanceRule>();
        foreach (var section in spec.Children("acceptance", 1_000))
        {
            var kpi = context.Kpi(section);
            var unit = ExperimentContext.UnitOf(kpi?.Unit);
            OneOf(section, "atLeast", "atMost");
            context.Defaults.Note(section, "arm", "all", "every arm is judged");
            var rule = new AcceptanceRule
            {
                Kpi = kpi?.Id ?? "",
                Arm = context.Arm(section, "arm"),
                AtLeast = kpi is null ? ExperimentContext.Unread(section, "atLeast") : section.Quantity("atLeast", unit),
                AtMost = kpi is null ? ExperimentContext.Unread(section, "atMost") : section.Quantity("atMost", unit),
                Probability = context.Defaults.Or(section, "probability", section.Share("probability", 0, 1), 0.9, "share of replications that must keep the limit"),
                Place = section.Place(),
            };
            section.Close();
            if (kpi is not null)
            {
                rules.Add(rule);
            }
        }

        return rules.ToImmutable();
    }

    private static string? ReadAgainst(Section section, ExperimentContext context)
    {
        if (!section.Has("margin"))
        {
            section.Refuse("against", "a margin is against an arm; a limit is not");
            return null;
        }

        if (context.Arms.Count > 0)
        {
            context.Defaults.Note(section, "against", context.Arms[0], "the first arm is what the others are compared with");
        }

        return context.Arm(section, "against") ?? context.Arms.FirstOrDefault();
    }

    private static void OneOf(Section section, params ReadOnlySpan<string> keys)
    {
        var given = 0;
        foreach (var key in keys)
        {
            given += section.Has(key) ? 1 : 0;
        }

        if (given != 1)
        {
            section.Error("kpi", $"one of {string.Join(", ", keys)} is expected, in the KPI's unit");
        }
    }
}
