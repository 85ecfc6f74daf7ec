using System.Collections.Immutable;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads <c>spec.kpis</c> of a line or a plant.</summary>
internal static class KpiReader
{
    public static ImmutableArray<KpiDefinition> Read(
        Section spec, IReadOnlyDictionary<string, AssetTypeDefinition> types, IReadOnlySet<string> used)
    {
        var kpis = new List<KpiDefinition>();
        var ids = new IdRegister("KPI");
        foreach (var section in spec.Children("kpis", DefinitionLimits.MaxKpis))
        {
            section.Require("id");
            var id = section.Id("id");
            section.Require("unit", "a plain number has unit: \"1\"");
            var unit = section.Unit("unit");
            section.Require("expression");
            var expression = section.Expression("expression");
            section.Close();
            if (id is not null && BuiltInKpi.Find(id) is not null)
            {
                section.Error("id", $"'{id}' is a built-in KPI");
            }

            if (id is not null && unit is not null && expression is not null && ids.Add(section, "id", id))
            {
                var kpi = new KpiDefinition(id, unit.Code, expression);
                kpis.Add(kpi);
                Check(section, kpi, types, used);
            }
        }

        return [.. kpis.OrderBy(k => k.Id, StringComparer.Ordinal)];
    }

    private static void Check(
        Section section, KpiDefinition kpi, IReadOnlyDictionary<string, AssetTypeDefinition> types, IReadOnlySet<string> used)
    {
        if (!KpiExpression.TryCompile(kpi, types, out var compiled, out var errors))
        {
            ExpressionFindings.Report(section, errors);
            return;
        }

        foreach (var type in compiled.Inputs.Select(i => i.Type).Where(t => t is not null && !used.Contains(t)).Distinct())
        {
            section.Warn("expression", $"there is no asset of type '{type}' here, so '{kpi.Id}' has no value");
        }
    }
}
