using System.Collections.Immutable;
using TwinGrid.Simulation.Agents.Dispatchers;
using TwinGrid.Simulation.Agents.Operators;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents;

/// <summary>The modules of people and of what decides.</summary>
public static class AgentModules
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<ModuleType> All { get; } = [new OperatorModule(), new DispatcherModule()];
}
