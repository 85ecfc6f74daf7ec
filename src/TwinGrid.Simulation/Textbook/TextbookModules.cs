using System.Collections.Immutable;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Textbook;

/// <summary>Models of the literature, of which the answers are known.</summary>
public static class TextbookModules
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<ModuleType> All { get; } = [new SerialLineModule(), new FluidLineModule(), new JobShopModule()];
}
