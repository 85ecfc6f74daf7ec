using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Reads documents of kind Module. Pure; never throws on what the documents hold; every finding has its file, line, column and path.</summary>
public static class ModuleDocuments
{
    /// <summary>Reads the modules that lie among other documents, which are passed over.</summary>
    /// <param name="files">Paths (for messages, and as the order) and YAML texts of one or more documents.</param>
    /// <returns>The modules that are in order, by file and place, and what was found.</returns>
    public static ModuleResult ReadAmong(params IReadOnlyList<(string Path, string Content)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var bag = new DiagnosticBag();
        return new ModuleResult(Read(DocumentSet.Read(files, bag, kind => kind == DocumentKind.Module)), bag.ToList());
    }

    /// <summary>Reads all modules of a set of documents, which holds nothing else.</summary>
    /// <param name="files">Paths (for messages, and as the order) and YAML texts of one or more documents.</param>
    /// <returns>The modules that are in order, by file and place, and what was found.</returns>
    public static ModuleResult Read(params IReadOnlyList<(string Path, string Content)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var bag = new DiagnosticBag();
        var yaml = new YamlReader(bag);
        var modules = ImmutableArray.CreateBuilder<CheckedModule>();
        var names = new IdRegister("module");
        foreach (var (path, content) in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            foreach (var root in yaml.Read(path, content))
            {
                if (DocumentReader.Read(root, path, bag, _ => true) is not { } document)
                {
                    continue;
                }

                if (document.Kind != DocumentKind.Module)
                {
                    bag.Add(DiagnosticSeverity.Error, path, root, "kind", $"a Module is expected, not a {document.Kind}");
                }
                else if (names.Add(document.Metadata, "name", document.Name) && ModuleReader.Read(document) is { } module)
                {
                    modules.Add(module);
                }
            }
        }

        return new ModuleResult(modules.ToImmutable(), bag.ToList());
    }

    /// <summary>The modules among documents.</summary>
    internal static ImmutableArray<CheckedModule> Read(IEnumerable<Document> documents)
    {
        var modules = ImmutableArray.CreateBuilder<CheckedModule>();
        var names = new IdRegister("module");
        foreach (var document in documents.Where(d => d.Kind == DocumentKind.Module))
        {
            if (names.Add(document.Metadata, "name", document.Name) && ModuleReader.Read(document) is { } module)
            {
                modules.Add(module);
            }
        }

        return modules.ToImmutable();
    }
}

/// <summary>What came of reading modules.</summary>
/// <param name="Modules">Those without errors.</param>
/// <param name="Diagnostics">Errors and warnings, by file and place.</param>
public sealed record ModuleResult(ImmutableArray<CheckedModule> Modules, IReadOnlyList<DefinitionDiagnostic> Diagnostics)
{
    /// <summary>Whether nothing was wrong.</summary>
    public bool IsUsable => Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);
}
