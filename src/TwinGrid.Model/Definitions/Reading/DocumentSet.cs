namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads the envelopes of all documents of a set of files, within bounds.</summary>
internal static class DocumentSet
{
    /// <summary>The documents by the path of their file and their place in it.</summary>
    /// <param name="files">Paths and YAML texts.</param>
    /// <param name="bag">Takes the findings.</param>
    /// <param name="isWanted">Kinds that are read; other known ones are passed over.</param>
    public static List<Document> Read(IReadOnlyList<(string Path, string Content)> files, DiagnosticBag bag, Func<DocumentKind, bool> isWanted)
    {
        var documents = new List<Document>();
        if (files.Count > DefinitionLimits.MaxFiles || files.Sum(f => (long)f.Content.Length) > DefinitionLimits.MaxCharacters)
        {
            bag.Add(
                DiagnosticSeverity.Error, files[0].Path, 1, 1, "",
                Wording.Invariant($"more than {DefinitionLimits.MaxFiles} files or {DefinitionLimits.MaxCharacters} characters"));
            return documents;
        }

        var yaml = new YamlReader(bag);
        foreach (var (path, content) in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            foreach (var root in yaml.Read(path, content))
            {
                if (DocumentReader.Read(root, path, bag, isWanted) is { } document)
                {
                    documents.Add(document);
                }
            }
        }

        return documents;
    }
}
