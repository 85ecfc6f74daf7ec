namespace TwinGrid.Architecture.Tests;

/// <summary>The walls between projects: who may refer to whom. What is not listed is forbidden.</summary>
internal static class ReferenceRules
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Model"] = [],
        ["Contracts"] = ["Model"],
        ["Simulation"] = ["Model"],
        ["Plugins"] = ["Model", "Simulation"],
        ["Learning"] = ["Model"],
        ["Grains"] = ["Contracts", "Model", "Simulation", "Plugins", "Learning"],
        ["Storage"] = ["Contracts", "Model"],
        ["Protocol"] = [],
        ["Gateway"] = ["Contracts", "Model", "Protocol"],
        ["Client"] = ["Protocol"],
        ["Connectors"] = ["Client", "Protocol"],
        ["Dashboard"] = ["Client", "Protocol"],
        ["Cli"] = ["Client", "Connectors", "Protocol", "Simulation", "Plugins", "Model"],
        ["Host"] = ["Client", "Connectors", "Gateway", "Grains", "Storage", "Contracts", "Model", "Plugins", "Dashboard"],
    };

    private static readonly string[] PureProjects = ["Model", "Simulation", "Learning"];

    private static readonly string[] ImpurePackages = ["Microsoft.Orleans", "Grpc.", "Microsoft.Data.", "Azure.", "Npgsql", "Microsoft.Extensions.Hosting"];

    /// <summary>One line for each breach; empty when the walls stand.</summary>
    public static IReadOnlyList<string> Check(IEnumerable<ProjectFile> projects)
    {
        var breaches = new List<string>();
        foreach (var project in projects)
        {
            if (!Allowed.TryGetValue(project.Name, out var allowed))
            {
                breaches.Add($"{project.Name} is not in the list of projects");
                continue;
            }

            breaches.AddRange(project.References.Except(allowed).Select(r => $"{project.Name} refers to {r}"));
            if (PureProjects.Contains(project.Name))
            {
                breaches.AddRange(
                    project.Packages.Where(p => ImpurePackages.Any(i => p.StartsWith(i, StringComparison.Ordinal)))
                        .Select(p => $"{project.Name} uses the package {p}"));
            }
        }

        return breaches;
    }
}
