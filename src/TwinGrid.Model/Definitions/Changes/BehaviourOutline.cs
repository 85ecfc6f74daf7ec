using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions.Writing;

namespace TwinGrid.Model.Definitions.Changes;

/// <summary>Adds a type's behaviour to its outline.</summary>
internal static class BehaviourOutline
{
    public static void Add(Outline type, BehaviourDefinition? behaviour)
    {
        var assembly = behaviour?.Assembly ?? new Assembly();
        type.With("behaviour", behaviour is null ? null : "yes")
            .With("behaviour/ports", string.Join(", ", assembly.Ports.Select(p => $"{p.Key}: {p.Value}")))
            .With("behaviour/parameters", true, assembly.Parameters.Select(Of))
            .With("behaviour/modules", true, assembly.Modules.Select(Of))
            .With("behaviour/connections", true, assembly.Connections.Select(c => new Outline($"{c.From}>{c.To}", null)))
            .With("behaviour/unitsPerPart", behaviour is null or { UnitsPerPart: 1 } ? null : Text(behaviour.UnitsPerPart))
            .With("behaviour/live", true, (behaviour?.Live ?? []).Select(Of));
    }

    private static Outline Of(AssemblyParameter parameter) =>
        new Outline(parameter.Name, null)
            .With("unit", parameter.Unit)
            .With("default", ParameterText.Of(parameter.Default))
            .With("min", Text(parameter.Min))
            .With("max", Text(parameter.Max));

    private static Outline Of(ModuleUse module) =>
        new Outline(module.Id, null)
            .With("module", module.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{module.Module}@{version}") : module.Module)
            .With("parameters", string.Join(", ", module.Parameters.Select(p => $"{p.Key}: {ParameterText.Of(p.Value)}")));

    private static Outline Of(LiveMapping live) =>
        new Outline(live.State, null)
            .With("signal", live.Signal)
            .With("sinceChangeOf", live.SinceChangeOf)
            .With("expression", live.Expression)
            .With("unit", live.Unit)
            .With("map", string.Join(", ", live.Map.Select(m => $"{YamlText.Quote(m.Key)}: {YamlText.Quote(m.Value)}")))
            .With("standardDeviation", Text(live.StandardDeviation))
            .With("otherwise", live.Otherwise is { } otherwise ? ParameterText.Of(otherwise) : null);

    private static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}
