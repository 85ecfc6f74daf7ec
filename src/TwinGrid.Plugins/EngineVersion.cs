using TwinGrid.Simulation.Modules;

namespace TwinGrid.Plugins;

/// <summary>Which engine a plug-in fits: the one it was built with, and later ones that break nothing. Before 1.0 every minor version may.</summary>
internal static class EngineVersion
{
    private static readonly Version Present = typeof(ModuleType).Assembly.GetName().Version ?? new Version(0, 0, 0);

    /// <summary>Refuses a plug-in that was built with an engine that this one does not stand in for.</summary>
    /// <exception cref="PluginException">It does not fit.</exception>
    public static void Check(string file, Version built)
    {
        if (!Fits(built, Present))
        {
            throw new PluginException(file, $"it was built with TwinGrid.Simulation {built.ToString(3)} and does not fit {Present.ToString(3)}, which runs here; build it anew.");
        }
    }

    /// <summary>Whether what was built with one version runs with another.</summary>
    public static bool Fits(Version built, Version present) =>
        built.Major == present.Major && (built.Major > 0 || built.Minor == present.Minor) && built <= present;
}
