using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads <c>factors</c> and <c>design</c>.</summary>
internal static class DesignReader
{
    private const int MaxFactors = 1_000;
    private const int MaxLevels = 1_000;

    public static DesignPlan? Read(Section spec, ExperimentContext context)
    {
        if (!spec.Has("factors"))
        {
            spec.Refuse("design", "a design combines factors, which are missing");
            return null;
        }

        if (spec.Has("arms"))
        {
            spec.Error("arms", "the factors make the arms; give either arms or factors");
        }

        var section = spec.ChildOrShort("design", "kind");
        var kind = context.Defaults.Or(section, "kind", section.Enumeration<DesignKind>("kind"), DesignKind.Full, "all combinations of the levels");
        var factors = ReadFactors(spec, kind, context);
        var plan = new DesignPlan { Kind = kind, Factors = factors };
        plan = kind switch
        {
            DesignKind.Fractional => plan with
            {
                Resolution = (int)context.Defaults.Or(
                    section, "resolution", section.Count("resolution", 3, 5), 4, "main effects are told apart from interactions of two factors"),
            },
            DesignKind.LatinHypercube => plan with
            {
                Points = (int)context.Defaults.Or(section, "points", section.Count("points", 2, 10_000), 10 * Math.Max(1, factors.Length), "ten points for each factor"),
            },
            _ => plan,
        };
        if (kind != DesignKind.Fractional)
        {
            section.Refuse("resolution", "only a fractional design has a resolution");
        }

        if (kind != DesignKind.LatinHypercube)
        {
            section.Refuse("points", "only a Latin hypercube has a number of points");
        }

        section.Close();
        return plan;
    }

    /// <summary><c>low</c> and <c>high</c>: two numbers, the second in the unit of the first.</summary>
    public static (NumberValue? Low, NumberValue? High) ReadRange(Section section)
    {
        if (Bound(section, "low") is not { } low || Bound(section, "high") is not { } high)
        {
            return (null, null);
        }

        if (low.Unit != high.Unit)
        {
            section.Error("high", $"low and high must be in one unit, not in '{low.Unit ?? "none"}' and '{high.Unit ?? "none"}'");
            return (null, null);
        }

        if (high.Value > low.Value)
        {
            return (low, high);
        }

        section.Error("high", Wording.Invariant($"high {high.Value} must be above low {low.Value}"));
        return (null, null);
    }

    private static ImmutableArray<Factor> ReadFactors(Section spec, DesignKind kind, ExperimentContext context)
    {
        var factors = ImmutableArray.CreateBuilder<Factor>();
        var paths = new IdRegister("factor");
        foreach (var section in spec.Children("factors", MaxFactors))
        {
            var path = context.Path(section, paths);
            var levels = kind == DesignKind.LatinHypercube || !section.Has("levels") ? [] : ReadLevels(section, path, context);
            var hasRange = section.Has("low") | section.Has("high");
            var (low, high) = hasRange || kind == DesignKind.LatinHypercube ? ReadEnds(section) : (null, null);
            CheckForm(section, kind, hasRange, levels.Length);
            var factor = new Factor
            {
                Path = path ?? "",
                Levels = kind == DesignKind.LatinHypercube ? [] : low is not null && high is not null ? [low, high] : levels,
                Low = kind == DesignKind.LatinHypercube ? low : null,
                High = kind == DesignKind.LatinHypercube ? high : null,
                IsInteger = section.Flag("integer") ?? false,
                Place = section.Place(),
            };
            if (kind != DesignKind.LatinHypercube)
            {
                section.Refuse("integer", "only points of a Latin hypercube are rounded; write levels as whole numbers");
            }

            section.Close();
            if (path is not null)
            {
                factors.Add(factor);
            }
        }

        if (spec.Take("factors") is YamlSequence { Items.Count: 0 })
        {
            spec.Error("factors", "at least one factor is expected");
        }

        return factors.ToImmutable();
    }

    private static (NumberValue? Low, NumberValue? High) ReadEnds(Section section)
    {
        section.Require("low", "a factor has a low and a high end");
        section.Require("high", "a factor has a low and a high end");
        return ReadRange(section);
    }

    private static void CheckForm(Section section, DesignKind kind, bool hasRange, int levels)
    {
        if (kind == DesignKind.LatinHypercube)
        {
            section.Refuse("levels", "a Latin hypercube takes points between low and high");
        }
        else if (hasRange == section.Has("levels"))
        {
            section.Error("levels", "either levels: [5, 10, 20], or low and high, are expected");
        }
        else if (kind == DesignKind.Fractional && !hasRange && levels != 2)
        {
            section.Error("levels", Wording.Invariant($"a fractional design has two levels a factor, not {levels}"));
        }
    }

    private static ImmutableArray<ParameterValue> ReadLevels(Section section, string? path, ExperimentContext context)
    {
        var levels = ImmutableArray.CreateBuilder<ParameterValue>();
        foreach (var (node, at) in section.Items("levels", MaxLevels))
        {
            if (ParameterReader.Read(node, section.File, at, section.Bag) is not { } level)
            {
                continue;
            }

            if (levels.Contains(level))
            {
                section.Bag.Add(Definitions.DiagnosticSeverity.Error, section.File, node, at, $"level {Wording.Kind(node)} is given twice");
            }
            else if (path is not null && context.Paths.WhatIsWrong(path, level) is { } wrong)
            {
                section.Bag.Add(Definitions.DiagnosticSeverity.Error, section.File, node, at, wrong.Message);
            }

            levels.Add(level);
        }

        if (levels.Count < 2)
        {
            section.Error("levels", Wording.Invariant($"at least two levels are expected, not {levels.Count}"));
        }

        return levels.ToImmutable();
    }

    private static NumberValue? Bound(Section section, string key)
    {
        switch (section.Parameter(key))
        {
            case NumberValue number:
                return number;
            case null:
                return null;
            default:
                section.Error(key, $"a number is expected, not {Wording.Kind(section.At(key))}");
                return null;
        }
    }
}
