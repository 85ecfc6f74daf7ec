using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>Paths of parameters that an experiment varies.</summary>
internal static class SettingPath
{
    /// <summary>The parameter of a path, when it takes a number; null after reporting why not.</summary>
    public static SettableParameter? Find(string path, SimulationModel model, SourcePlace place, ICollection<ModelError> errors)
    {
        if (model.Parameters.TryGetValue(path, out var parameter))
        {
            if (parameter.Kind is ParameterKind.Number or ParameterKind.Integer or ParameterKind.Distribution)
            {
                return parameter;
            }

            errors.Add(new ModelError(place, $"'{path}' takes no number and can't be varied"));
            return null;
        }

        var alike = Suggestion.Nearest(path, model.Parameters.Keys.Order(StringComparer.Ordinal));
        errors.Add(new ModelError(place, $"no parameter '{path}'{(alike is null ? "" : $"; did you mean '{alike}'?")}"));
        return null;
    }
}
