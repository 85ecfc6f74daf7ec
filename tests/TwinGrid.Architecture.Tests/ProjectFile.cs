using System.Xml.Linq;

namespace TwinGrid.Architecture.Tests;

/// <summary>What a project file refers to.</summary>
/// <param name="Name">Without TwinGrid.</param>
/// <param name="References">Projects, without TwinGrid.</param>
/// <param name="Packages">Packages.</param>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    private const string Prefix = "TwinGrid.";

    public static ProjectFile Load(string path) => Parse(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));

    public static ProjectFile Parse(string name, string xml)
    {
        var document = XDocument.Parse(xml);
        string[] Included(string element) =>
            [.. document.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>()];
        return new ProjectFile(
            name.Replace(Prefix, "", StringComparison.Ordinal),
            [.. Included("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')).Replace(Prefix, "", StringComparison.Ordinal))],
            Included("PackageReference"));
    }
}
