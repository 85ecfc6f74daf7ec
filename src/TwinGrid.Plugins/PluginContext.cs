using System.Reflection;
using System.Runtime.Loader;

namespace TwinGrid.Plugins;

/// <summary>Where the plug-ins of one folder live: their own dependencies come out of the folder, the engine is the one that runs, whatever copies lie beside them.</summary>
internal sealed class PluginContext(string folder) : AssemblyLoadContext($"plug-ins of {folder}")
{
    private static readonly HashSet<string> Shared = new(StringComparer.OrdinalIgnoreCase) { "TwinGrid.Model", "TwinGrid.Simulation" };

    /// <summary>Whether an assembly is the engine's.</summary>
    public static bool IsShared(string name) => Shared.Contains(name);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        if (assemblyName.Name is not { } name || IsShared(name))
        {
            return null;
        }

        var file = Path.Combine(folder, name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
