using TwinGrid.Model.Definitions.Changes;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Definitions;

/// <summary>
/// Which changes a running plant can take. Its log and history hold numbers whose meaning is the signal's type and unit, in the partition of the line: those can't change in
/// place. What is to change is retired and added under another id, and the old history stays readable.
/// </summary>
public static class DefinitionUpgrade
{
    /// <summary>
    /// Findings without a file; their path is that of <see cref="DefinitionChange"/>. <see cref="DefinitionReader.Read(IReadOnlyList{ValueTuple{string, string}}, PlantDefinition?)"/>
    /// gives the same ones with their place in the documents.
    /// </summary>
    /// <param name="before">The version in force.</param>
    /// <param name="after">The one to follow.</param>
    public static IReadOnlyList<DefinitionDiagnostic> Check(PlantDefinition before, PlantDefinition after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var findings = new UpgradeFindings();
        if (before.Id != after.Id)
        {
            findings.Error("", $"plant '{after.Id}' can't follow plant '{before.Id}'");
            return findings.ToList();
        }

        if (after.Partitions < before.Partitions)
        {
            findings.Error("partitions", $"{after.Partitions} partitions after {before.Partitions}: partitions can be added, not taken away");
        }

        var typeNames = TypeUpgrade.Check(before, after, findings);
        CheckLines(before, after, findings);
        CheckAssets(before, after, typeNames, findings);
        return findings.ToList();
    }

    private static void CheckLines(PlantDefinition before, PlantDefinition after, UpgradeFindings findings)
    {
        var ids = before.Lines.Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (old, line) in Pairing.Of(before.Lines, after.Lines, l => l.Id, l => l.RenamedFrom))
        {
            var path = $"lines/{line.Id}";
            findings.CheckRename(path, "line", line.Id, line.RenamedFrom, ids.Contains);
            if (old is not null && old.Partition != line.Partition)
            {
                findings.Error(
                    $"{path}/partition",
                    $"line '{line.Id}' is in partition {old.Partition} and can't move to {line.Partition}; retire it and add a line with another id there");
            }
        }
    }

    private static void CheckAssets(PlantDefinition before, PlantDefinition after, Dictionary<string, string> typeNames, UpgradeFindings findings)
    {
        var pairs = new AssetPairs(before);
        foreach (var line in after.Lines)
        {
            foreach (var entry in line.Assets.Where(e => e.RenamedFrom is not null))
            {
                // One finding an entry: the next number of a range would say the same.
                _ = entry.EnumerateIds().Zip(entry.EnumerateRenamedFrom())
                    .All(id => findings.CheckRename($"lines/{line.Id}/assets/{entry.Id}", "asset", id.First, id.Second, pairs.Contains));
            }
        }

        foreach (var (old, now, id) in pairs.With(after))
        {
            var path = $"lines/{now.Line.Id}/assets/{now.Entry.Id}";
            if (typeNames.GetValueOrDefault(old.Entry.Type, old.Entry.Type) != now.Entry.Type)
            {
                findings.Error(
                    $"{path}/type",
                    $"asset '{id}' is a '{old.Entry.Type}' and can't become a '{now.Entry.Type}'; retire it and add an asset with another id");
            }

            if (old.Line.Partition != now.Line.Partition && old.Line.Id != now.Line.Id)
            {
                findings.Error(
                    path,
                    $"asset '{id}' is in partition {old.Line.Partition} (line '{old.Line.Id}') and can't move to {now.Line.Partition} (line '{now.Line.Id}'); " +
                    "retire it and add an asset with another id there");
            }
        }
    }
}
