using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>
/// Which settings a model has, as far as the document tells: its parameters, and whatever is below one of its modules, or below an asset of the plant. What
/// parameters a module has is known when the model is built.
/// </summary>
internal sealed class ModelPaths
{
    /// <summary>Above this many assets they are not listed here.</summary>
    private const int MaxListed = 100_000;

    private readonly Dictionary<string, AssemblyParameter> parameters;
    private readonly HashSet<string> owners;
    private readonly bool isOpen;

    /// <param name="model">The document's own modules.</param>
    /// <param name="plantId">Id of the plant; null = none.</param>
    /// <param name="plant">Its definition; null = not at hand.</param>
    public ModelPaths(Assembly model, string? plantId, PlantDefinition? plant)
    {
        parameters = model.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        owners = model.Modules.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        isOpen = plantId is not null && (plant is null || plant.Lines.Sum(l => l.Assets.Sum(a => (long)a.Count)) > MaxListed);
        if (plant is not null && !isOpen)
        {
            owners.UnionWith(plant.Lines.SelectMany(l => l.Assets).SelectMany(a => a.EnumerateIds()));
        }
    }

    /// <summary>What is wrong with a setting; null when nothing is.</summary>
    public SettingError? WhatIsWrong(string path, ParameterValue value)
    {
        if (WhatIsWrong(path) is { } unknown)
        {
            return new SettingError(true, unknown);
        }

        return parameters.TryGetValue(path, out var parameter) && WhatIsWrong(parameter, value) is { } wrong ? new SettingError(false, wrong) : null;
    }

    /// <summary>What is wrong with a path; null when nothing is.</summary>
    public string? WhatIsWrong(string path)
    {
        if (!ModelPath.IsValid(path))
        {
            return $"'{Wording.Shorten(path)}' is no path: {ModelPath.Rule}";
        }

        if (isOpen || parameters.ContainsKey(path) || ModelPath.Split(path, owners.Contains) is not null)
        {
            return null;
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var rest = dot < 0 ? "" : path[dot..];
        var candidates = parameters.Keys.Concat(rest.Length == 0 ? [] : owners.Select(o => o + rest));
        var hint = owners.Contains(path) ? $"; which parameter of it is meant? Write {path}.name" : Wording.DidYouMean(path, candidates);
        return $"the model has no parameter '{Wording.Shorten(path)}'{hint}";
    }

    private static string? WhatIsWrong(AssemblyParameter parameter, ParameterValue value)
    {
        if (parameter.Default is ListValue != value is ListValue)
        {
            return parameter.Default is ListValue ? $"'{parameter.Name}' is a list; write [1, 2]" : $"'{parameter.Name}' is no list";
        }

        if (parameter.Default is not NumberValue || value is not NumberValue number)
        {
            return null;
        }

        return !Quantities.TryConvert(number, Unit.Parse(parameter.Unit), out var inUnit, out var why) ? why
            : inUnit < parameter.Min || inUnit > parameter.Max ? Wording.Invariant($"{inUnit} is outside the range of {parameter.Min} to {parameter.Max} {parameter.Unit}")
            : null;
    }
}
