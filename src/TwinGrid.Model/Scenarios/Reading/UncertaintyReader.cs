using System.Collections.Immutable;
using System.Numerics;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads <c>uncertainty</c> and <c>sensitivity</c>.</summary>
internal static class UncertaintyReader
{
    private const int MaxParameters = 1_000;

    public static UncertaintyPlan? ReadUncertainty(Section spec, ExperimentContext context)
    {
        if (spec.Child("uncertainty") is not { } section)
        {
            return null;
        }

        var parameters = ImmutableArray.CreateBuilder<UncertainParameter>();
        var paths = new IdRegister("parameter");
        section.Require("parameters", "which parameters are uncertain?");
        foreach (var item in section.Children("parameters", MaxParameters))
        {
            var path = context.Path(item, paths);
            item.Require("distribution", "what is known of it, such as {uniform: {min: 80s, max: 100s}}");
            var distribution = ReadDistribution(item);
            item.Close();
            if (path is not null && distribution is not null)
            {
                parameters.Add(new UncertainParameter(path, distribution) { Place = item.Place() });
            }
        }

        RequireSome(section, "parameters");
        var plan = new UncertaintyPlan
        {
            Draws = (int)context.Defaults.Or(section, "draws", section.Count("draws", 2, 10_000), 20, "draws of the uncertain parameters"),
            Parameters = parameters.ToImmutable(),
        };
        section.Close();
        return plan;
    }

    public static SensitivityPlan? ReadSensitivity(Section spec, ExperimentContext context)
    {
        if (spec.Child("sensitivity") is not { } section)
        {
            return null;
        }

        var defaults = context.Defaults;
        var samples = section.Count("samples", 16, 1 << 20);
        if (samples is { } count && !BitOperations.IsPow2(count))
        {
            section.Error("samples", Wording.Invariant($"a power of two is expected, such as {BitOperations.RoundUpToPowerOf2((ulong)count)}, not {count}"));
        }

        if (context.Arms.Count > 0)
        {
            defaults.Note(section, "arm", context.Arms[0], "the arm whose settings are varied");
        }

        var plan = new SensitivityPlan
        {
            Kpis = ReadKpis(section, context),
            Arm = context.Arm(section, "arm") ?? context.Arms.FirstOrDefault(),
            Samples = (int)defaults.Or(section, "samples", samples, 256, "base samples"),
            Replications = (int)defaults.Or(section, "replications", section.Count("replications", 1, 1_000), 2, "replications of a point, so that their noise is told apart"),
            Factors = ReadFactors(section, context),
        };
        section.Close();
        return plan;
    }

    private static ImmutableArray<string> ReadKpis(Section section, ExperimentContext context)
    {
        if (!section.Has("kpis"))
        {
            context.Defaults.Note(section, "kpis", $"[{string.Join(", ", context.Kpis.Keys)}]", "all KPIs");
            return [.. context.Kpis.Keys];
        }

        var kpis = ImmutableArray.CreateBuilder<string>();
        foreach (var (node, path) in section.Items("kpis", DefinitionLimits.MaxKpis))
        {
            var id = (node as YamlScalar)?.Value ?? "";
            if (context.Kpis.ContainsKey(id) && !kpis.Contains(id))
            {
                kpis.Add(id);
            }
            else
            {
                var why = kpis.Contains(id) ? $"KPI '{id}' is given twice" : $"the document has no KPI {Wording.Kind(node)}{Wording.DidYouMean(id, context.Kpis.Keys)}";
                section.Bag.Add(DiagnosticSeverity.Error, section.File, node, path, why, context.Kpis.Keys);
            }
        }

        return kpis.ToImmutable();
    }

    private static ImmutableArray<SensitivityFactor> ReadFactors(Section section, ExperimentContext context)
    {
        var factors = ImmutableArray.CreateBuilder<SensitivityFactor>();
        var paths = new IdRegister("factor");
        section.Require("factors", "what is varied?");
        foreach (var item in section.Children("factors", MaxParameters))
        {
            var path = context.Path(item, paths);
            var hasRange = item.Has("low") | item.Has("high");
            if (hasRange == item.Has("distribution"))
            {
                item.Error("distribution", "either a distribution, or low and high, are expected");
            }

            var (low, high) = hasRange && item.Require("low") & item.Require("high") ? DesignReader.ReadRange(item) : (null, null);
            var distribution = ReadDistribution(item);
            item.Close();
            if (path is not null)
            {
                factors.Add(new SensitivityFactor { Path = path, Distribution = distribution, Low = low, High = high, Place = item.Place() });
            }
        }

        RequireSome(section, "factors");
        return factors.ToImmutable();
    }

    /// <summary>A mapping with the name of the distribution; what is in it is known to the distribution.</summary>
    private static MapValue? ReadDistribution(Section item)
    {
        switch (item.Parameter("distribution"))
        {
            case null:
                return null;
            case MapValue { Entries.Length: 1 } map:
                return map;
            default:
                item.Error("distribution", "the name of a distribution with its parameters is expected, such as {uniform: {min: 80s, max: 100s}}");
                return null;
        }
    }

    private static void RequireSome(Section section, string key)
    {
        if (section.Take(key) is YamlSequence { Items.Count: 0 })
        {
            section.Error(key, "at least one entry is expected");
        }
    }
}
