using TwinGrid.Model.Names;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>An output of the model that a KPI is made of.</summary>
/// <param name="Path">Path of the component.</param>
/// <param name="Monitor">Name of its monitor.</param>
/// <param name="Estimator">What of it.</param>
/// <param name="Unit">UCUM code of the figure.</param>
internal sealed record KpiReference(string Path, string Monitor, Estimator Estimator, string Unit)
{
    /// <summary>Whether the figure over a stretch follows from sums at its ends.</summary>
    public bool IsAdditive => Estimator is Estimator.Mean or Estimator.Rate or Estimator.Total;

    /// <summary>Finds what a document names: <c>component.output</c>, <c>component.output.estimator</c>, or <c>asset.output</c> when one module of the asset has it.</summary>
    public static KpiReference? Find(string name, ModelInstance instance, out string error)
    {
        error = "";
        var dot = name.LastIndexOf('.');
        if (dot > 0 && ReferenceEstimator.Find(name[(dot + 1)..]) is { } estimator && Find(instance, name[..dot]) is var (owner, found))
        {
            if (found.Has(estimator))
            {
                return new KpiReference(owner, found.Name, estimator, ReferenceEstimator.UnitOf(found, estimator));
            }

            error = $"'{name[..dot]}' has no estimator '{name[(dot + 1)..]}'; it has {string.Join(", ", Estimators(found))}";
            return null;
        }

        if (Find(instance, name) is var (path, monitor))
        {
            return new KpiReference(path, monitor.Name, monitor.DefaultEstimator, ReferenceEstimator.UnitOf(monitor, monitor.DefaultEstimator));
        }

        error = dot > 0 && Find(instance, name[..dot]) is var (_, output)
            ? $"'{name[..dot]}' is an output of which '{name[(dot + 1)..]}' is nothing that can be taken; there are {string.Join(", ", Estimators(output))}"
            : NotFound(name, instance);
        return null;
    }

    private static (string Path, ComponentMonitor Monitor)? Find(ModelInstance instance, string name)
    {
        // The name of an output may hold a dot itself: tank.outlet.q.
        for (var end = name.LastIndexOf('.'); end > 0; end = name.LastIndexOf('.', end - 1))
        {
            if (instance.Find(name[..end]) is { } part)
            {
                return part.Monitors.FirstOrDefault(m => m.Name == name[(end + 1)..]) is { } monitor ? (name[..end], monitor) : null;
            }
        }

        var dot = name.LastIndexOf('.');
        if (dot <= 0)
        {
            return null;
        }

        var (owner, output) = (name[..dot], name[(dot + 1)..]);

        // An asset or a compound: the output of the one module below it that has it.
        var below = instance.Parts.Where(p => p.Path.StartsWith(owner + ".", StringComparison.Ordinal))
            .SelectMany(p => p.Monitors.Where(m => m.Name == output).Select(m => (p.Path, Monitor: m))).Take(2).ToList();
        return below.Count == 1 ? below[0] : null;
    }

    private static string NotFound(string name, ModelInstance instance)
    {
        var all = instance.Parts.SelectMany(p => p.Monitors.Select(m => $"{p.Path}.{m.Name}")).ToList();
        var dot = name.LastIndexOf('.');
        var estimator = dot > 0 && ReferenceEstimator.Find(name[(dot + 1)..]) is not null ? name[dot..] : "";
        var alike = Suggestion.Nearest(name, all) ?? (estimator.Length > 0 && Suggestion.Nearest(name[..dot], all) is { } bare ? bare + estimator : null);
        var siblings = dot > 0 && instance.Find(name[..dot]) is { } part ? part.Monitors.Select(m => m.Name).ToList() : [];
        return $"the model has no output '{name}'" +
            (alike is not null ? $"; did you mean '{alike}'?"
            : siblings.Count > 0 ? $"; '{name[..dot]}' has {string.Join(", ", siblings)}"
            : all.Count > 0 ? $"; there are {string.Join(", ", all.Take(12))}{(all.Count > 12 ? ", ..." : "")}" : "");
    }

    private static IEnumerable<string> Estimators(ComponentMonitor monitor) => Enum.GetValues<Estimator>().Where(monitor.Has).Select(ReferenceEstimator.NameOf);
}
