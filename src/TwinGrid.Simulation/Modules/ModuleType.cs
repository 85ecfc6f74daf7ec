using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Modules;

/// <summary>A behaviour module: what a document's <c>module: machine@1</c> names. Stateless; used by many models and threads at once.</summary>
public abstract class ModuleType
{
    /// <summary>What it is and takes.</summary>
    public abstract ModuleDescriptor Descriptor { get; }

    /// <summary>What is wrong with arguments that are each in order by themselves, such as a minimum above the maximum; nothing when all is well.</summary>
    public virtual IEnumerable<ModelError> Check(ModuleArguments arguments) => [];

    /// <summary>What is wrong with arguments in a model: paths in structures that lead nowhere, units that do not fit. Called once for each use, when all modules are there.</summary>
    public virtual IEnumerable<ModelError> CheckWithin(ModuleArguments arguments, ModelSurroundings model) => [];
}

/// <summary>A module whose instances are components of the event kernel.</summary>
public abstract class ComponentModule : ModuleType
{
    /// <summary>Makes an instance for one replication. What it is connected to comes later, through <see cref="Component.Connect"/>.</summary>
    public abstract Component Create(Simulator simulator, string path, ModuleArguments arguments);
}

/// <summary>A module that stands for an assembly of others, made of its arguments: a serial line of as many stations as there are rates.</summary>
public abstract class CompoundModule : ModuleType
{
    /// <summary>The assembly; its exposed ports have the names of the descriptor's ports.</summary>
    public abstract Assembly Expand(ModuleArguments arguments);
}

/// <summary>Something wrong in a model, for the one who wrote it.</summary>
/// <param name="Place">Where; <see cref="SourcePlace.None"/> when it is not one place.</param>
/// <param name="Message">What, with value, range and unit.</param>
public sealed record ModelError(SourcePlace Place, string Message);
