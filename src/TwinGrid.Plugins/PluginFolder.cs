using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Plugins;

/// <summary>
/// Loads behaviour modules that are written in C# from a folder: every assembly in it, or in a folder of its own below it, that refers to the engine and has public classes
/// derived from <see cref="ComponentModule"/> or <see cref="CompoundModule"/>. What is loaded stays for the life of the process.
/// </summary>
public static class PluginFolder
{
    /// <summary>Loads them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="known">Modules to be had anyway; no module of a plug-in may have the name of one.</param>
    /// <exception cref="PluginException">There is no such folder, or a plug-in can't be used; names file and module.</exception>
    public static LoadedPlugins Load(string folder, ModuleCatalog known)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(known);
        if (!Directory.Exists(folder))
        {
            throw new PluginException(folder, "there is no such folder of plug-ins.");
        }

        var plugins = ImmutableArray.CreateBuilder<Plugin>();
        foreach (var place in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Prepend(folder))
        {
            plugins.AddRange(LoadPlace(Path.GetFullPath(place)));
        }

        var owners = new Dictionary<(string Name, int Version), string>();
        foreach (var plugin in plugins)
        {
            foreach (var module in plugin.Modules)
            {
                Check(plugin.File, module.Descriptor, known, owners);
            }
        }

        return new LoadedPlugins(plugins.ToImmutable(), known.With(plugins.SelectMany(plugin => plugin.Modules)));
    }

    private static IEnumerable<Plugin> LoadPlace(string folder)
    {
        var context = new PluginContext(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            if (AssemblyFile.Read(file) is { } assembly && assembly.EngineVersion is { } version && !PluginContext.IsShared(assembly.Name))
            {
                EngineVersion.Check(file, version);
                yield return PluginLoader.Load(context, file, AssemblyFile.HashWithDependencies(assembly));
            }
        }
    }

    private static void Check(string file, ModuleDescriptor module, ModuleCatalog known, Dictionary<(string Name, int Version), string> owners)
    {
        if (known.Find(module.Name) is not null)
        {
            throw new PluginException(file, $"module '{module.Name}' has the name of one that comes with TwinGrid; give it another name.");
        }

        if (!owners.TryAdd((module.Name, module.Version), file))
        {
            throw new PluginException(file, string.Create(
                CultureInfo.InvariantCulture,
                $"module '{module.Name}@{module.Version}' is in {owners[(module.Name, module.Version)]} too; take one of the two away, or give it another name or version."));
        }
    }
}

/// <summary>Plug-ins that were loaded.</summary>
/// <param name="Plugins">They, by file.</param>
/// <param name="Catalog">The known modules and theirs.</param>
public sealed record LoadedPlugins(ImmutableArray<Plugin> Plugins, ModuleCatalog Catalog);

/// <summary>A plug-in.</summary>
/// <param name="File">Path of its assembly.</param>
/// <param name="Hash">SHA-256 over the assembly and those that it brings along, 64 lower-case hex digits; runs keep it with its modules.</param>
/// <param name="Modules">Its modules, by name.</param>
public sealed record Plugin(string File, string Hash, ImmutableArray<ModuleType> Modules);
