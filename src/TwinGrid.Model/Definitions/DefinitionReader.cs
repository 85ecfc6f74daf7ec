using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Definitions;

/// <summary>
/// Makes a validated <see cref="PlantDefinition"/> of a plant's YAML documents. Pure: the same documents, in any order of the files, give the same answer.
/// Scenarios and other documents that lie beside them are passed over.
/// Never throws on what the documents hold; every finding has its file, line, column and path, and one finding does not hide the next.
/// </summary>
public static class DefinitionReader
{
    /// <summary>Reads all documents of one plant.</summary>
    /// <param name="files">Paths (for messages, and as the order) and YAML texts of one or more documents.</param>
    /// <returns>The plant and warnings, or what is wrong.</returns>
    public static DefinitionResult Read(IReadOnlyList<(string Path, string Content)> files) => Read(files, null);

    /// <summary>Reads all documents of one plant and checks that it can follow the version in force.</summary>
    /// <param name="files">Paths (for messages, and as the order) and YAML texts of one or more documents.</param>
    /// <param name="inForce">The version that it would replace; null = none.</param>
    /// <returns>The plant and warnings, or what is wrong, findings of <see cref="DefinitionUpgrade"/> among it.</returns>
    public static DefinitionResult Read(IReadOnlyList<(string Path, string Content)> files, PlantDefinition? inForce)
    {
        ArgumentNullException.ThrowIfNull(files);
        var bag = new DiagnosticBag();
        var documents = DocumentSet.Read(files, bag, IsPart);
        if (!documents.Exists(d => d.Kind == DocumentKind.Plant) && !bag.HasErrors)
        {
            bag.Add(DiagnosticSeverity.Error, files.Count > 0 ? files[0].Path : "", 1, 1, "", "no document of kind Plant");
        }

        var plant = Read(documents, inForce, bag);
        return new DefinitionResult(plant, bag.ToList());
    }

    /// <summary>Kinds of documents that a plant consists of. Others may lie beside them.</summary>
    internal static bool IsPart(DocumentKind kind) => kind is DocumentKind.AssetType or DocumentKind.Line or DocumentKind.Plant;

    /// <summary>The plant of the documents; null when there is none, and with findings when there is an error.</summary>
    internal static PlantDefinition? Read(IReadOnlyList<Document> documents, PlantDefinition? inForce, DiagnosticBag bag)
    {
        var plants = documents.Where(d => d.Kind == DocumentKind.Plant).ToList();
        foreach (var extra in plants.Skip(1))
        {
            extra.Metadata.Error("name", $"a second plant '{extra.Name}' beside '{plants[0].Name}' ({plants[0].Metadata.File}); apply them one at a time");
        }

        if (plants.Count > 0)
        {
            bag.Places.Add("", plants[0].Spec);
        }

        var reader = new PlantReader(plants.FirstOrDefault()?.Spec);
        var types = ReadTypes(documents, reader);
        var assets = new AssetRegister();
        var lines = ReadLines(documents, reader, types, assets);
        var plant = plants.Count == 0 ? null : reader.Read(plants[0].Name, types, lines, assets);
        if (plant is not null && inForce is not null && !bag.HasErrors)
        {
            CheckUpgrade(inForce, plant, bag);
        }

        if (plant is null || bag.HasErrors)
        {
            return null;
        }

        var canonical = CanonicalForm.Write(plant);
        if (canonical.Length > DefinitionLimits.MaxCanonicalBytes)
        {
            plants[0].Metadata.Error(
                "name", Wording.Invariant($"the plant takes {canonical.Length} bytes; at most {DefinitionLimits.MaxCanonicalBytes}. Write equal assets as ranges"));
            return null;
        }

        return plant with { Hash = CanonicalForm.HashOf(canonical) };
    }

    private static void CheckUpgrade(PlantDefinition before, PlantDefinition after, DiagnosticBag bag)
    {
        foreach (var finding in DefinitionUpgrade.Check(before, after))
        {
            if (bag.Places.Find(finding.Path) is var (section, key))
            {
                bag.Add(finding.Severity, section.File, section.At(key), section.PathOf(key), finding.Message);
            }
        }
    }

    private static Dictionary<string, AssetTypeDefinition> ReadTypes(IReadOnlyList<Document> documents, PlantReader plant)
    {
        var types = new Dictionary<string, AssetTypeDefinition>(StringComparer.Ordinal);
        var ids = new IdRegister("asset type");
        foreach (var document in documents.Where(d => d.Kind == DocumentKind.AssetType))
        {
            document.Spec.Bag.Places.Add($"types/{document.Name}", document.Spec);
            var type = AssetTypeReader.Read(document.Name, document.Spec, plant.Retention);
            if (ids.Add(document.Metadata, "name", document.Name))
            {
                types.Add(type.Id, type);
                ids.Rename(document.Spec, type.Id, type.RenamedFrom);
            }
        }

        ids.CheckRenames();
        return types;
    }

    private static List<LineDefinition> ReadLines(
        IReadOnlyList<Document> documents, PlantReader plant, Dictionary<string, AssetTypeDefinition> types, AssetRegister assets)
    {
        var lines = new List<LineDefinition>();
        var ids = new IdRegister("line");
        var reader = new LineReader(plant.Partitions, types, assets);
        var sizes = new Dictionary<int, long>();
        foreach (var document in documents.Where(d => d.Kind == DocumentKind.Line))
        {
            document.Spec.Bag.Places.Add($"lines/{document.Name}", document.Spec);
            var line = reader.Read(document.Name, document.Spec);
            if (ids.Add(document.Metadata, "name", document.Name))
            {
                lines.Add(line);
                ids.Rename(document.Spec, line.Id, line.RenamedFrom);
                sizes[line.Partition] = sizes.GetValueOrDefault(line.Partition) + line.Assets.Sum(a => (long)a.Count);
                AssetRegister.CheckPartition(document.Spec, line.Partition, sizes[line.Partition]);
            }
        }

        ids.CheckRenames();
        assets.CheckRenames();
        return lines;
    }
}
