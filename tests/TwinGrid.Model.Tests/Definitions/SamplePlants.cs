using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Definitions;

/// <summary>The plants in <c>deploy/samples</c>.</summary>
internal static class SamplePlants
{
    /// <summary>Root of the repository.</summary>
    public static string Root
    {
        get
        {
            var root = AppContext.BaseDirectory;
            while (!Directory.Exists(Path.Combine(root, "deploy", "samples")))
            {
                root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("deploy/samples is not above " + AppContext.BaseDirectory);
            }

            return root;
        }
    }

    public static IReadOnlyList<(string Path, string Content)> Files(string name)
    {
        var folder = Path.Combine(Root, "deploy", "samples", name);
        return
        [
            .. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
                .Select(path => (Path.GetRelativePath(folder, path), File.ReadAllText(path))),
        ];
    }

    public static PlantDefinition Read(string name) =>
        DefinitionReader.Read(Files(name)).Definition ?? throw new InvalidDataException($"sample '{name}' has errors");
}
