using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Plugins;

/// <summary>A module of a plug-in that stands for an assembly, whose descriptor tells the plug-in's hash, so that runs keep it.</summary>
internal sealed class PluginCompoundModule(CompoundModule module, string hash) : CompoundModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = module.Descriptor with { Hash = hash };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments) => module.Check(arguments);

    /// <inheritdoc/>
    public override IEnumerable<ModelError> CheckWithin(ModuleArguments arguments, ModelSurroundings model) => module.CheckWithin(arguments, model);

    /// <inheritdoc/>
    public override Assembly Expand(ModuleArguments arguments) => module.Expand(arguments);
}
