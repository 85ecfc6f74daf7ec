using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads what the model is: <c>plant</c>, <c>lines</c> and <c>model</c>.</summary>
/// <param name="spec">The document's spec.</param>
/// <param name="plant">The plant that is at hand; null = none.</param>
internal sealed class ModelSourceReader(Section spec, PlantDefinition? plant)
{
    /// <summary>Id of the plant. The plant at hand stands for a model that is not given.</summary>
    public string? ReadPlant(DefaultLog defaults)
    {
        if (!spec.Has("plant"))
        {
            if (!spec.Has("model") && plant is not null)
            {
                defaults.Note(spec, "plant", plant.Id, "the plant beside the document");
                return plant.Id;
            }

            if (!spec.Has("model"))
            {
                spec.Error("plant", "what is to be simulated is missing: a plant, or a model with modules");
            }

            return null;
        }

        var id = spec.Id("plant");
        if (id is not null && plant is not null && id != plant.Id)
        {
            spec.Error("plant", $"there is no plant '{id}' here{Wording.DidYouMean(id, [plant.Id])}", [plant.Id]);
        }

        return id;
    }

    public ImmutableArray<string> ReadLines(string? plantId)
    {
        if (plantId is null)
        {
            spec.Refuse("lines", "lines are those of a plant, which is not given");
            return [];
        }

        var known = plant?.Id == plantId ? plant.Lines.Select(l => l.Id).ToList() : null;
        var lines = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (node, path) in spec.Items("lines", 10_000))
        {
            var id = (node as YamlScalar)?.Value ?? "";
            if (known is null ? !ModelPath.IsValid(id) : !known.Contains(id))
            {
                spec.Bag.Add(DiagnosticSeverity.Error, spec.File, node, path, $"the plant has no line {Wording.Kind(node)}{Wording.DidYouMean(id, known ?? [])}", known);
            }
            else if (!lines.Add(id))
            {
                spec.Bag.Add(DiagnosticSeverity.Error, spec.File, node, path, $"line '{id}' is given twice");
            }
        }

        return [.. lines];
    }

    public Assembly ReadModel(string? plantId)
    {
        if (spec.Child("model") is not { } section)
        {
            return new Assembly();
        }

        var model = AssemblyReader.Read(section, isWhole: plantId is null);
        section.Refuse("ports", "ports are for the behaviour of an asset type; a model of its own has nothing outside");
        if (plantId is null)
        {
            section.Require("modules", "a model consists of modules");
        }

        section.Close();
        return model with { Ports = model.Ports.Clear() };
    }
}
