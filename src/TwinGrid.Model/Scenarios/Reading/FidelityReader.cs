using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads what computes components: <c>fidelity: {motor: surrogate}</c>, or with settings <c>{motor: {surrogate: {step: 1 min}}}</c>.</summary>
internal static class FidelityReader
{
    public static ImmutableSortedDictionary<string, ComponentFidelity> Read(Section spec)
    {
        var fidelity = ImmutableSortedDictionary.CreateBuilder<string, ComponentFidelity>(StringComparer.Ordinal);
        foreach (var (key, node, path) in spec.Entries("fidelity", DefinitionLimits.MaxAlarms))
        {
            if (!ModelPath.IsValid(key.Value))
            {
                spec.Bag.Add(DiagnosticSeverity.Error, spec.File, key, path, $"'{Wording.Shorten(key.Value)}' is no path of a component: {ModelPath.Rule}");
            }
            else if (ReadOne(node, path, spec) is { } one)
            {
                fidelity[key.Value] = one with { Place = new SourcePlace(spec.File, key.Line, key.Column, path) };
            }
        }

        return fidelity.ToImmutable();
    }

    private static ComponentFidelity? ReadOne(YamlNode node, string path, Section spec)
    {
        switch (node)
        {
            case YamlScalar scalar when EnumText.TryParse<Fidelity>(scalar.Value, out var value):
                return new ComponentFidelity(value);
            case YamlMapping mapping:
                var section = new Section(mapping, spec.File, path, spec.Bag);
                section.Require("surrogate", "equations need no settings");
                var surrogate = section.Child("surrogate");
                section.Close();
                return surrogate is null ? null : new ComponentFidelity(Fidelity.Surrogate) { Surrogate = SurrogateReader.Read(surrogate) };
            default:
                var name = (node as YamlScalar)?.Value ?? "";
                spec.Bag.Add(
                    DiagnosticSeverity.Error, spec.File, node, path, $"{Wording.Kind(node)} is no fidelity{Wording.DidYouMean(name, EnumText.All<Fidelity>())}",
                    EnumText.All<Fidelity>());
                return null;
        }
    }
}
