using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>A module that is written as equations, in a document of kind Module. Its instances that are connected with each other are solved together.</summary>
public sealed class EquationModule : ModuleType
{
    /// <summary>A module of a document.</summary>
    public EquationModule(CheckedModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Module = module;
        Descriptor = EquationModuleDescriptor.Of(module);
    }

    /// <summary>The equations.</summary>
    public CheckedModule Module { get; }

    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; }

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);

        // Descriptors have closed ranges only; "above 0" is looked at here.
        foreach (var parameter in Module.Definition.Parameters.Where(p => !p.IsBoolean && arguments.Has(p.Name) && !p.Range.Contains(arguments.Number(p.Name))))
        {
            var value = arguments.Number(parameter.Name);
            yield return new ModelError(SourcePlace.None, string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} is {value} {parameter.Unit}; {parameter.Range} is expected"));
        }
    }
}
