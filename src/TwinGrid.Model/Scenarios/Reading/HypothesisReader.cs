using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads <c>hypotheses</c>.</summary>
internal static class HypothesisReader
{
    public static ImmutableArray<Hypothesis> Read(Section spec, ExperimentContext context)
    {
        var hypotheses = ImmutableArray.CreateBuilder<Hypothesis>();
        foreach (var section in spec.Children("hypotheses", 1_000))
        {
            var kpi = context.Kpi(section);
            var compare = context.Arms.Count == 2 ? new ArmPair(context.Arms[1], context.Arms[0]) : null;
            if (compare is null)
            {
                section.Require("compare", "the two arms [treatment, control] whose difference is meant");
            }
            else
            {
                context.Defaults.Note(section, "compare", $"[{compare.Treatment}, {compare.Control}]", "the second arm against the first");
            }

            compare = context.Compare(section) ?? compare;
            section.Require("alternative", "greater, less or different");
            var alternative = section.Enumeration<Alternative>("alternative");
            var defaults = context.Defaults;
            var effect = kpi is null ? ExperimentContext.Unread(section, "minimumEffect") : section.Difference("minimumEffect", ExperimentContext.UnitOf(kpi?.EstimateUnit), 0, isExclusive: false);
            var hypothesis = new Hypothesis
            {
                Kpi = kpi?.Id ?? "",
                Compare = compare ?? new ArmPair("", ""),
                Alternative = alternative ?? Alternative.Different,
                MinimumEffect = defaults.Or(section, "minimumEffect", effect, 0, "any difference counts"),
                Alpha = defaults.Or(section, "alpha", section.Share("alpha", 0, 0.5), 0.05, "risk of supporting what is not so"),
                Power = defaults.Or(section, "power", section.Share("power", 0, 1), 0.8, "wanted probability of supporting what is so"),
                Place = section.Place(),
            };
            section.Close();
            if (kpi is not null && compare is not null)
            {
                hypotheses.Add(hypothesis);
            }
        }

        return hypotheses.ToImmutable();
    }

    public static MultipleTestCorrection ReadCorrection(Section spec, int hypotheses, DefaultLog defaults)
    {
        var given = spec.Enumeration<MultipleTestCorrection>("correction");
        return hypotheses < 2
            ? given ?? MultipleTestCorrection.Holm
            : defaults.Or(spec, "correction", given, MultipleTestCorrection.Holm, "p-values are corrected for the number of hypotheses");
    }
}
