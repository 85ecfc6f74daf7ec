using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Names;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>A setting of an intervention, checked.</summary>
/// <param name="Path">Path of the component.</param>
/// <param name="Parameter">Its tunable parameter.</param>
/// <param name="Value">In the parameter's unit.</param>
internal sealed record InterventionSetting(string Path, string Parameter, double Value);

/// <summary>A timed change of tunable parameters, checked against the model.</summary>
/// <param name="Name">Name, for messages and the Gantt chart.</param>
/// <param name="At">When.</param>
/// <param name="Until">When it ends; null = never.</param>
/// <param name="Every">Period; null = once.</param>
/// <param name="Settings">What is set.</param>
internal sealed record InterventionPlan(string Name, SimTime At, SimTime? Until, SimDuration? Every, ImmutableArray<InterventionSetting> Settings)
{
    /// <summary>Checks an intervention against the model, or reports what is wrong with it.</summary>
    public static InterventionPlan? Create(Intervention intervention, SimulationModel model, SimClock clock, ICollection<ModelError> errors)
    {
        var before = errors.Count;
        var settings = ImmutableArray.CreateBuilder<InterventionSetting>();
        foreach (var (path, value) in intervention.Set)
        {
            if (Find(path, model, out var error) is not var (module, parameter))
            {
                errors.Add(new ModelError(intervention.Place, $"intervention '{intervention.Name}': {error}"));
            }
            else if (!AssemblyScope.Empty.TryNumber(value, parameter.Unit, out var number, out error) ||
                !NumberInUnit.IsWithin(number, parameter.Min, parameter.Max, parameter.Unit, out error))
            {
                errors.Add(new ModelError(value.Place, $"intervention '{intervention.Name}', {path}: {error}"));
            }
            else if (intervention.UntilSeconds is not null && !module.Arguments.IsNumber(parameter.Name))
            {
                errors.Add(new ModelError(intervention.Place, $"intervention '{intervention.Name}': '{path}' was no number before, so that it can't go back to it at its end"));
            }
            else if (model.Surrogates.GetValueOrDefault(module.Path)?.Objection(parameter.Name) is { } objection)
            {
                errors.Add(new ModelError(intervention.Place, $"intervention '{intervention.Name}': {objection}"));
            }
            else
            {
                settings.Add(new InterventionSetting(module.Path, parameter.Name, number));
            }
        }

        return errors.Count > before
            ? null
            : new InterventionPlan(
                intervention.Name, clock.Time(intervention.AtSeconds), intervention.UntilSeconds is { } until ? clock.Time(until) : null,
                intervention.EverySeconds is { } every ? clock.Duration(every) : null, settings.ToImmutable());
    }

    private static (PlannedModule Module, ParameterDescriptor Parameter)? Find(string path, SimulationModel model, out string error)
    {
        error = "";
        var dot = path.LastIndexOf('.');
        if (dot > 0 && model.Find(path[..dot]) is { } module && module.Type.Descriptor.FindParameter(path[(dot + 1)..]) is { } parameter)
        {
            if (parameter.IsTunable)
            {
                return (module, parameter);
            }

            var tunable = module.Type.Descriptor.Parameters.Where(p => p.IsTunable).Select(p => p.Name).ToList();
            error = $"'{path}' can't change while the model runs; of {module.Path} " + (tunable.Count > 0 ? $"{string.Join(", ", tunable)} can" : "nothing can");
            return null;
        }

        var all = model.Modules.SelectMany(m => m.Type.Descriptor.Parameters.Where(p => p.IsTunable).Select(p => $"{m.Path}.{p.Name}")).ToList();
        var alike = Suggestion.Nearest(path, all);
        error = string.Create(CultureInfo.InvariantCulture, $"no parameter '{path}'") + (alike is not null ? $"; did you mean '{alike}'?" : $"; these can change: {string.Join(", ", all.Take(12))}");
        return null;
    }
}
