using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Definitions;

/// <summary>Short documents to try single rules on.</summary>
internal static class Documents
{
    public const string Plant = "apiVersion: twingrid/v1\nkind: Plant\nmetadata: {name: p}\nspec: {}\n";

    public static string PlantWith(string spec) => $"apiVersion: twingrid/v1\nkind: Plant\nmetadata: {{name: p}}\nspec:\n{Indent(spec)}";

    public static string Type(string signals, string more = "") =>
        $"apiVersion: twingrid/v1\nkind: AssetType\nmetadata: {{name: t}}\nspec:\n  signals:\n{Indent(Indent(signals))}{Indent(more)}";

    public static string Line(string assets, string more = "") =>
        $"apiVersion: twingrid/v1\nkind: Line\nmetadata: {{name: l}}\nspec:\n  assets:\n{Indent(Indent(assets))}{Indent(more)}";

    public static DefinitionResult Read(params IEnumerable<string> documents) =>
        DefinitionReader.Read([("plant.yaml", string.Join("---\n", documents))]);

    private static string Indent(string text) =>
        text.Length == 0 ? "" : string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}\n"));
}
