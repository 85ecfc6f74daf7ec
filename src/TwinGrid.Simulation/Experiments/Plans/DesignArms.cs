using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>Makes the arms of a design.</summary>
internal static class DesignArms
{
    private const int MaxArms = 10_000;

    /// <summary>An arm for each point of the design, named after its settings.</summary>
    public static IReadOnlyList<Arm> Of(DesignPlan design, ExperimentDocument document, ICollection<ModelError> errors)
    {
        var count = design.Factors.Aggregate(1L, (product, factor) => Math.Min(MaxArms + 1L, product * factor.Levels.Length));
        if (count > MaxArms)
        {
            errors.Add(new ModelError(document.Place, string.Create(CultureInfo.InvariantCulture, $"the design has more than {MaxArms} points; use fewer levels or design: fractional or latinHypercube")));
            return [];
        }

        IEnumerable<ImmutableArray<ParameterValue>> points = [[]];
        foreach (var factor in design.Factors)
        {
            points = points.SelectMany(p => factor.Levels.Select(p.Add)).ToList();
        }

        return [.. points.Select(p => Arm(design, p))];
    }

    private static Arm Arm(DesignPlan design, ImmutableArray<ParameterValue> point)
    {
        var settings = design.Factors.Select((f, i) => KeyValuePair.Create(f.Path, point[i])).ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new Arm { Name = string.Join(", ", design.Factors.Select((f, i) => $"{f.Path}={Text(point[i])}")), Set = settings };
    }

    private static string Text(ParameterValue value) => value switch
    {
        NumberValue number => number.Value.ToString(CultureInfo.InvariantCulture) + (number.Unit is null or "1" ? "" : $" {number.Unit}"),
        TextValue text => text.Text,
        BooleanValue flag => flag.Value ? "true" : "false",
        ListValue list => $"[{string.Join(",", list.Items.Select(Text))}]",
        _ => "...",
    };
}
