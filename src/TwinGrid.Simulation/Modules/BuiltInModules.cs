using TwinGrid.Simulation.Agents;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Library;
using TwinGrid.Simulation.Textbook;

namespace TwinGrid.Simulation.Modules;

/// <summary>The modules that come with TwinGrid.</summary>
public static class BuiltInModules
{
    /// <summary>All of them.</summary>
    public static ModuleCatalog Catalog { get; } = ModuleCatalog.Empty.With(FlowModules.All).With(AgentModules.All).With(TextbookModules.All).With(LibraryModules.All);
}
