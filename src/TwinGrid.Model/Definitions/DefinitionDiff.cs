using TwinGrid.Model.Definitions.Changes;

namespace TwinGrid.Model.Definitions;

/// <summary>
/// What differs between two versions of a plant. Empty when their hashes are equal, and also when only a <c>renamedFrom</c> that was applied before came or went.
/// </summary>
public static class DefinitionDiff
{
    /// <summary>Differences, parts in the order of the new version, what is gone last in its group.</summary>
    /// <param name="before">The old version; null when there is none: everything is added.</param>
    /// <param name="after">The new version.</param>
    public static IReadOnlyList<DefinitionChange> Between(PlantDefinition? before, PlantDefinition after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<DefinitionChange>();
        var outline = OutlineBuilder.Of(after);
        if (before is null)
        {
            AddAll(outline, "", changes);
        }
        else
        {
            Compare(OutlineBuilder.Of(before), outline, "", changes);
        }

        return MergeMoves(changes);
    }

    /// <summary>An asset that left one line and appears in another has moved: it is not retired.</summary>
    private static List<DefinitionChange> MergeMoves(List<DefinitionChange> changes)
    {
        var gone = changes.Where(c => c.Kind == DefinitionChangeKind.Removed && IsAsset(c)).ToDictionary(c => c.Before, StringComparer.Ordinal);
        var moved = new HashSet<DefinitionChange>();
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is { Kind: DefinitionChangeKind.Added } added && IsAsset(added) && gone.TryGetValue(added.After, out var removed))
            {
                moved.Add(removed);
                changes[i] = new DefinitionChange(DefinitionChangeKind.Changed, Join(added.Path, "line"), removed.Path.Split('/')[1], added.Path.Split('/')[1]);
            }
        }

        changes.RemoveAll(moved.Contains);
        return changes;
    }

    private static bool IsAsset(DefinitionChange change) => change.Path.Split('/') is ["lines", _, "assets", _];

    /// <summary>Types, lines and what is in them, one level deep: their own parts say nothing more.</summary>
    private static void AddAll(Outline part, string path, List<DefinitionChange> changes)
    {
        foreach (var group in part.Groups)
        {
            foreach (var child in group.Parts)
            {
                var childPath = Join(path, group.Name, child.Id);
                changes.Add(new DefinitionChange(DefinitionChangeKind.Added, childPath, "", child.Id));
                AddAll(child, childPath, changes);
            }
        }
    }

    private static void Compare(Outline before, Outline after, string path, List<DefinitionChange> changes)
    {
        CompareProperties(before, after, path, changes);
        foreach (var group in after.Groups)
        {
            var old = before.Groups.Find(g => g.Name == group.Name)!;
            CompareGroup(old, group, Join(path, group.Name), changes);
        }
    }

    private static void CompareProperties(Outline before, Outline after, string path, List<DefinitionChange> changes)
    {
        var old = before.Properties.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        foreach (var (name, value) in after.Properties)
        {
            var was = old.GetValueOrDefault(name, "");
            old.Remove(name);
            if (was != value)
            {
                changes.Add(new DefinitionChange(DefinitionChangeKind.Changed, Join(path, name), was, value));
            }
        }

        foreach (var (name, value) in before.Properties.Where(p => old.ContainsKey(p.Name)))
        {
            changes.Add(new DefinitionChange(DefinitionChangeKind.Changed, Join(path, name), value, ""));
        }
    }

    private static void CompareGroup(OutlineGroup before, OutlineGroup after, string path, List<DefinitionChange> changes)
    {
        var continued = new HashSet<Outline>(ReferenceEqualityComparer.Instance);
        var orderBefore = new List<string>();
        var orderAfter = new List<string>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (old, part) in Pairing.Of(before.Parts, after.Parts, p => p.Id, p => p.RenamedFrom))
        {
            var partPath = Join(path, part.Id);
            if (old is null)
            {
                changes.Add(new DefinitionChange(DefinitionChangeKind.Added, partPath, "", part.Id));
                AddAll(part, partPath, changes);
                continue;
            }

            continued.Add(old);
            names.Add(old.Id, part.Id);
            orderAfter.Add(part.Id);
            if (old.Id != part.Id)
            {
                changes.Add(new DefinitionChange(DefinitionChangeKind.Renamed, partPath, old.Id, part.Id));
            }

            Compare(old, part, partPath, changes);
        }

        foreach (var old in before.Parts)
        {
            if (continued.Contains(old))
            {
                orderBefore.Add(names[old.Id]);
            }
            else
            {
                changes.Add(new DefinitionChange(DefinitionChangeKind.Removed, Join(path, old.Id), old.Id, ""));
            }
        }

        if (after.IsOrdered && !orderBefore.SequenceEqual(orderAfter))
        {
            changes.Add(new DefinitionChange(
                DefinitionChangeKind.Changed, Join(path, "order"), string.Join(", ", orderBefore), string.Join(", ", orderAfter)));
        }
    }

    private static string Join(params ReadOnlySpan<string> parts) => string.Join('/', parts).TrimStart('/');
}
