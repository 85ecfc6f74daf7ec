using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Equations.Flattening;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>Puts parameters and unconnected inputs of instances into the values that systems start from.</summary>
internal static class ModelDefaults
{
    /// <summary>False, with findings, when a value is missing, unknown or not allowed.</summary>
    public static bool TryMake(BlockCode code, IReadOnlyList<EquationInstance> instances, List<DefinitionDiagnostic> findings, [NotNullWhen(true)] out double[]? defaults)
    {
        var before = findings.Count;
        defaults = new double[code.SlotCount];
        for (var i = 0; i < instances.Count; i++)
        {
            var (instance, flat) = (instances[i], code.System.Instances[i]);
            foreach (var unknown in instance.Parameters.Keys.Where(name => instance.Module.Definition.Parameters.All(p => p.Name != name)))
            {
                var names = instance.Module.Definition.Parameters.Select(p => p.Name);
                Report(findings, instance.Place, $"{instance.Path} ({instance.Module.Definition}) has no parameter '{unknown}'{(Suggestion.Nearest(unknown, names) is { } alike ? $"; did you mean '{alike}'?" : "")}");
            }

            foreach (var parameter in instance.Module.Definition.Parameters)
            {
                defaults[SlotOf(code, flat, parameter.Name)] = ValueOf(instance, parameter, findings);
            }

            foreach (var input in instance.Module.Definition.Ports.OfType<SignalPort>().Where(p => !p.IsOutput))
            {
                if (code.System.Variables[flat.Map[flat.Terms.Find(input.Name)]].Kind != FlatKind.Input)
                {
                    continue;
                }

                defaults[SlotOf(code, flat, input.Name)] = input.Default is { } given ? Unit.Parse(input.Unit).ToCoherent(given) : double.NaN;
            }
        }

        return findings.Count == before;
    }

    private static double ValueOf(EquationInstance instance, ModuleParameter parameter, List<DefinitionDiagnostic> findings)
    {
        var unit = Unit.Parse(parameter.Unit);
        if (instance.Parameters.TryGetValue(parameter.Name, out var given))
        {
            var own = unit.FromCoherent(given);
            if (!parameter.Range.Contains(own) || !double.IsFinite(own))
            {
                Report(findings, instance.Place, string.Create(CultureInfo.InvariantCulture, $"{instance.Path}.{parameter.Name} is {own} '{unit}'; it must be {parameter.Range}"));
            }

            return given;
        }

        if (parameter.Default is { } value)
        {
            return unit.ToCoherent(value);
        }

        Report(findings, instance.Place, $"{instance.Path}.{parameter.Name} ('{unit}') has no default: it must be given");
        return double.NaN;
    }

    private static int SlotOf(BlockCode code, FlatInstance instance, string name) => code.Layout.SlotOf(instance.Map[instance.Terms.Find(name)]);

    private static void Report(List<DefinitionDiagnostic> findings, SourcePlace place, string message) =>
        findings.Add(new DefinitionDiagnostic(DiagnosticSeverity.Error, place.File, place.Line, place.Column, place.Path, message, []));
}
