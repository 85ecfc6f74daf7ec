using System.CommandLine;
using TwinGrid.Plugins;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Cli.Simulations;

/// <summary><c>--plugins FOLDER</c>: behaviour modules that are written in C#.</summary>
internal static class PluginsFlag
{
    public static Option<string?> Create() => new("--plugins") { Description = "Folder of plug-ins: behaviour modules written in C#.", HelpName = "FOLDER" };

    /// <summary>The modules to be had: those that come with TwinGrid, and those of the folder.</summary>
    /// <exception cref="PluginException">A plug-in can't be used.</exception>
    public static ModuleCatalog Load(string? folder) => folder is null ? BuiltInModules.Catalog : PluginFolder.Load(folder, BuiltInModules.Catalog).Catalog;
}
