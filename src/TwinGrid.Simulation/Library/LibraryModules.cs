using System.Reflection;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Hybrid;

namespace TwinGrid.Simulation.Library;

/// <summary>The continuous modules that come with TwinGrid, written as documents of kind Module as anyone's own would be.</summary>
public static class LibraryModules
{
    private const string Template = ".template.yaml";

    /// <summary>So that messages do not seem to speak of a file of the user's.</summary>
    private const string Folder = "library/";

    /// <summary>Measured values that controllers are made for: name, unit, unit of a difference, unit of the gain.</summary>
    private static readonly (string Name, string Unit, string Difference, string Gain)[] Controllers =
    [
        ("pid", "1", "1", "1"),
        ("pid-temperature", "Cel", "K", "/K"),
        ("pid-level", "m", "m", "/m"),
        ("pid-pressure", "bar", "bar", "/bar"),
        ("pid-flow", "m3/h", "m3/h", "h/m3"),
    ];

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<EquationModule> All { get; } = Read();

    /// <summary>Name and text of each document.</summary>
    public static IEnumerable<(string Path, string Content)> Documents()
    {
        var assembly = typeof(LibraryModules).Assembly;
        var prefix = $"{typeof(LibraryModules).Namespace}.";
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var text = Text(assembly, name);
            if (!name.EndsWith(Template, StringComparison.Ordinal))
            {
                yield return (Folder + name[prefix.Length..], text);
                continue;
            }

            foreach (var (controller, unit, difference, gain) in Controllers)
            {
                yield return ($"{Folder}{controller}.yaml", text.Replace("{name}", controller, StringComparison.Ordinal).Replace("{unit}", unit, StringComparison.Ordinal)
                    .Replace("{difference}", difference, StringComparison.Ordinal).Replace("{gain}", gain, StringComparison.Ordinal));
            }
        }
    }

    private static IReadOnlyList<EquationModule> Read()
    {
        var result = ModuleDocuments.Read([.. Documents()]);
        return result.IsUsable
            ? [.. result.Modules.Select(m => new EquationModule(m)).OrderBy(m => m.Descriptor.Name, StringComparer.Ordinal)]
            : throw new InvalidOperationException($"Modules of the library are wrong:{Environment.NewLine}{string.Join(Environment.NewLine, result.Diagnostics)}");
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
