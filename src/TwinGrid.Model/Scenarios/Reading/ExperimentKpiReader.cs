using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads <c>kpis</c>: <c>{id, unit, of or expression, estimator, direction, observed}</c>, or the path of an output alone.</summary>
internal static class ExperimentKpiReader
{
    public static ImmutableArray<ExperimentKpi> Read(Section spec, DefaultLog defaults)
    {
        var kpis = ImmutableArray.CreateBuilder<ExperimentKpi>();
        if (!spec.Require("kpis", "which figures are to be measured?"))
        {
            return [];
        }

        var ids = new IdRegister("KPI");
        foreach (var (node, path) in spec.Items("kpis", DefinitionLimits.MaxKpis))
        {
            if (AsSection(node, path, spec) is { } section && ReadOne(section, defaults) is { } kpi && ids.Add(section, "id", kpi.Id))
            {
                kpis.Add(kpi);
            }
        }

        if (kpis.Count == 0 && spec.Take("kpis") is YamlSequence { Items.Count: 0 })
        {
            spec.Error("kpis", "at least one KPI is expected");
        }

        return kpis.ToImmutable();
    }

    private static Section? AsSection(YamlNode node, string path, Section spec)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return new Section(mapping, spec.File, path, spec.Bag);
            case YamlScalar { IsNull: false } scalar:
                return new Section(new YamlMapping(scalar.Line, scalar.Column, [new(scalar with { Value = "id" }, scalar)]), spec.File, path, spec.Bag);
            default:
                spec.Bag.Add(DiagnosticSeverity.Error, spec.File, node, path, $"a KPI is expected, not {Wording.Kind(node)}");
                return null;
        }
    }

    private static ExperimentKpi? ReadOne(Section section, DefaultLog defaults)
    {
        section.Require("id");
        var id = section.Id("id");
        var unit = section.Unit("unit");
        var expression = ReadExpression(section);
        var of = section.Scalar("of", "the path of an output")?.Value;
        if (of is not null && !ModelPath.IsValid(of))
        {
            section.Error("of", $"'{Wording.Shorten(of)}' is no path of an output: {ModelPath.Rule}");
        }

        if (section.Has("of") && section.Has("expression"))
        {
            section.Error("of", "one of 'of' and 'expression' says what the KPI is");
        }

        if (!section.Has("expression"))
        {
            defaults.Note(section, "of", id ?? "", "the output of the same name");
            defaults.Note(section, "unit", "as it comes", "the unit of the output");
        }
        else
        {
            section.Require("unit", "an expression's unit is checked against it; a plain number has unit: \"1\"");
        }

        var kpi = new ExperimentKpi
        {
            Id = id ?? "",
            Unit = unit?.Code,
            Of = expression is null ? of ?? id : null,
            Expression = expression,
            Estimator = ReadEstimator(section, unit, defaults),
            Direction = defaults.Or(section, "direction", section.Enumeration<KpiDirection>("direction"), KpiDirection.None, "neither more nor less is better"),
            Observed = KpiObservationReader.Read(section),
            Place = section.Place(),
        };
        section.Close();
        return id is null ? null : kpi;
    }

    private static string? ReadExpression(Section section)
    {
        var text = section.Expression("expression");
        if (text is not null && !ExpressionParser.TryParse(text, out _, out var error))
        {
            ExpressionFindings.Report(section, [error]);
        }

        return text;
    }

    private static KpiEstimator ReadEstimator(Section section, Unit? unit, DefaultLog defaults)
    {
        defaults.Note(section, "estimator", "mean", "the mean over the replications");
        switch (section.Take("estimator"))
        {
            case null:
                return KpiEstimator.Mean;
            case YamlScalar { Value: "mean" }:
                return KpiEstimator.Mean;
            case YamlScalar { Value: "median" }:
                return new KpiEstimator(EstimatorKind.Quantile, 0.5);
            case YamlMapping { Entries.Count: 1 }:
                return ReadEstimator(section.Child("estimator")!, unit);
            case var node:
                var name = (node as YamlScalar)?.Value ?? "";
                string[] allowed = ["mean", "median", "{quantile: 0.9}", "{above: limit}", "{below: limit}"];
                section.Error("estimator", $"{Wording.Kind(node)} is no estimator{Wording.DidYouMean(name, ["mean", "median"])}", allowed);
                return KpiEstimator.Mean;
        }
    }

    private static KpiEstimator ReadEstimator(Section section, Unit? unit)
    {
        var estimator = section.Has("quantile") ? new KpiEstimator(EstimatorKind.Quantile, section.Share("quantile", 0, 1) ?? 0.5)
            : section.Has("above") ? new KpiEstimator(EstimatorKind.Above, section.Quantity("above", unit) ?? 0)
            : section.Has("below") ? new KpiEstimator(EstimatorKind.Below, section.Quantity("below", unit) ?? 0)
            : KpiEstimator.Mean;
        section.Close();
        return estimator;
    }
}
