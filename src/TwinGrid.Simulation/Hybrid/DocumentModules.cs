using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>Modules of equations that lie beside a scenario or an experiment.</summary>
public static class DocumentModules
{
    /// <summary>A catalogue with the modules of documents.</summary>
    /// <param name="catalog">Modules to be had anyway.</param>
    /// <param name="modules">Those of the documents.</param>
    /// <param name="errors">Modules whose name and version are taken; empty when all is well.</param>
    public static ModuleCatalog AddTo(ModuleCatalog catalog, IEnumerable<CheckedModule> modules, out ImmutableArray<ModelError> errors)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(modules);
        var wrong = ImmutableArray.CreateBuilder<ModelError>();
        var more = new List<EquationModule>();
        foreach (var module in modules)
        {
            var definition = module.Definition;
            if (catalog.Find(definition.Name, definition.Version) is not null)
            {
                wrong.Add(new ModelError(definition.Place, string.Create(
                    CultureInfo.InvariantCulture, $"there is a module '{definition}' already; choose another name, or spec.version {catalog.Find(definition.Name)!.Descriptor.Version + 1}")));
            }
            else
            {
                more.Add(new EquationModule(module));
            }
        }

        errors = wrong.ToImmutable();
        return more.Count > 0 && wrong.Count == 0 ? catalog.With(more) : catalog;
    }
}
