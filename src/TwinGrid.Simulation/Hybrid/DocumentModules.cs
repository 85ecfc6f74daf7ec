using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>Modules of equations that lie beside a scenario or an experiment.</summary>
public static class DocumentModules
{
    /// <summary>A catalogue with the modules of documents. One that has the name of a module that is there takes its place, in all versions.</summary>
    /// <param name="catalog">Modules to be had anyway.</param>
    /// <param name="modules">Those of the documents, names unique.</param>
    /// <param name="replaced">Names whose place was taken, for a warning.</param>
    public static ModuleCatalog AddTo(ModuleCatalog catalog, IReadOnlyCollection<CheckedModule> modules, out ImmutableArray<ModelError> replaced)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(modules);
        if (modules.Count == 0)
        {
            replaced = [];
            return catalog;
        }

        var names = modules.Select(m => m.Definition).Where(d => catalog.Find(d.Name) is not null).ToList();
        replaced = [.. names.Select(d => new ModelError(d.Place, string.Create(
            CultureInfo.InvariantCulture, $"module '{d.Name}' of the document takes the place of the one of that name that comes with TwinGrid")))];
        return catalog.Without(names.Select(d => d.Name)).With(modules.Select(m => new EquationModule(m)));
    }
}
