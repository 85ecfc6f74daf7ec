using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Plugins;

/// <summary>A module of a plug-in, whose descriptor tells the plug-in's hash, so that runs keep it.</summary>
internal sealed class PluginComponentModule(ComponentModule module, string hash) : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = module.Descriptor with { Hash = hash };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments) => module.Check(arguments);

    /// <inheritdoc/>
    public override IEnumerable<ModelError> CheckWithin(ModuleArguments arguments, ModelSurroundings model) => module.CheckWithin(arguments, model);

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => module.Create(simulator, path, arguments);
}
