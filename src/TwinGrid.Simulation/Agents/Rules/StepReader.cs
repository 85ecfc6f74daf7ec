using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Agents.Operators;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>Reads what rules do: <c>{set: path, to: value}</c>, <c>{output: value}</c>, <c>{work: law, at: component, task: name}</c>, <c>{request: people, task: name, work: law}</c>.</summary>
internal sealed class StepReader(StructureReader reader, ExpressionReader expressions, ModelSurroundings model)
{
    private const string Kinds = "set, output, work, request";

    /// <summary>The steps of a list.</summary>
    public ImmutableArray<RuleStep> Read(ParameterValue value, string rule, string list, string what)
    {
        var steps = ImmutableArray.CreateBuilder<RuleStep>();
        var items = reader.Items(value, what);
        for (var i = 0; i < items.Length; i++)
        {
            if (Step(items[i], string.Create(CultureInfo.InvariantCulture, $"{what}[{i}]")) is { } step)
            {
                steps.Add(step.At(rule, list, i));
            }
        }

        return steps.ToImmutable();
    }

    private RuleStep? Step(ParameterValue item, string what)
    {
        if (item is not MapValue map)
        {
            reader.Error(item, $"{what}: a map with one of {Kinds} is expected");
            return null;
        }

        var kind = map.Entries.FirstOrDefault(e => e.Key is "set" or "output" or "work" or "request").Key;
        switch (kind)
        {
            case "set":
                return reader.Map(map, what, "set", "to") is null ? null : Set(map, what);
            case "output":
                return reader.Map(map, what, "output") is not null && expressions.Number(map["output"]!, "1", $"{what}.output") is { } value ? new OutputStep(value) : null;
            case "work":
                return reader.Map(map, what, "work", "at", "task") is null ? null : Work(map, what);
            case "request":
                return reader.Map(map, what, "request", "task", "at", "work", "amount", "priority", "wait") is null ? null : Request(map, what);
            default:
                var first = map.Entries.Length > 0 ? map.Entries[0].Key : "";
                reader.Error(map, $"{what}: one of {Kinds} is expected{(first.Length == 0 ? "" : $", not '{first}'{ModelSurroundings.Hint(first, Kinds.Split(", "))}")}");
                return null;
        }
    }

    private SetStep? Set(MapValue map, string what)
    {
        if (reader.Text(map, "set", what) is not { } path)
        {
            return null;
        }

        if (model.FindParameter(path) is not var (module, parameter))
        {
            reader.Error(map["set"], $"{what}.set: no parameter '{path}'{ModelSurroundings.Hint(path, Tunable())}");
            return null;
        }

        if (!parameter.IsTunable)
        {
            var tunable = module.Type.Descriptor.Parameters.Where(p => p.IsTunable).Select(p => p.Name).ToList();
            reader.Error(map["set"], $"{what}.set: '{path}' can't change while the model runs; of '{module.Type.Descriptor.Name}' {(tunable.Count == 0 ? "nothing" : string.Join(", ", tunable))} can");
            return null;
        }

        if (map["to"] is not { } given)
        {
            reader.Error(map, $"{what}: 'to' is missing");
            return null;
        }

        if (expressions.Number(given, parameter.Unit, $"{what}.to") is not { } value)
        {
            return null;
        }

        if (value.Signals.Length == 0 && ValueError(parameter, value.Compiled.Evaluate([])) is { } error)
        {
            reader.Error(given, $"{what}.to: {error}");
        }

        return new SetStep(module.Path, parameter, value);
    }

    /// <summary>Whether a parameter can have a value.</summary>
    public static bool IsValue(ParameterDescriptor parameter, double value) =>
        !(value < parameter.Min) && !(value > parameter.Max) && (parameter.Kind != ParameterKind.Integer || value == Math.Floor(value));

    /// <summary>Why a parameter can't have a value; null = it can.</summary>
    public static string? ValueError(ParameterDescriptor parameter, double value) =>
        !NumberInUnit.IsWithin(value, parameter.Min, parameter.Max, parameter.Unit, out var error) ? error
        : parameter.Kind == ParameterKind.Integer && value != Math.Floor(value) ? string.Create(CultureInfo.InvariantCulture, $"{value}: a whole number is expected")
        : null;

    private WorkStep? Work(MapValue map, string what) =>
        reader.Law(map["work"]!, "s", $"{what}.work") is { } law ? new WorkStep(law, Place(map, what), map["task"] is { } task ? reader.Text(task, $"{what}.task") : null) : null;

    private RequestStep? Request(MapValue map, string what)
    {
        if (reader.Text(map, "request", what) is not { } pool || reader.Text(map, "task", what) is not { } task)
        {
            return null;
        }

        if (model.Find(pool) is not { } people)
        {
            reader.Error(map["request"], $"{what}.request: {model.NoComponent(pool)}");
            return null;
        }

        if (OperatorSettings.SkillsOf(people) is { } skills && skills.PaceOf(task) is null)
        {
            reader.Error(map["task"], $"{what}.task: nobody of '{pool}' can do '{task}'{skills.Hint(task)}");
        }

        if (model.Absolute(pool) == model.Path)
        {
            reader.Error(map["request"], $"{what}.request: '{pool}' are the people who carry the rule out; what they do themselves is 'work'");
        }

        var duration = map["work"] is { } work ? reader.Law(work, "s", $"{what}.work") : new Constant(0);
        var priority = map["priority"] is { } given ? reader.Number(given, "1", $"{what}.priority") : null;
        return duration is null || reader.Integer(map, "amount", what, 1, 1) is not { } amount
            ? null
            : new RequestStep(model.Absolute(pool), task, Place(map, what), duration, amount, priority, Flag(map, "wait", what, otherwise: true));
    }

    /// <summary>A flag under a key.</summary>
    public bool Flag(MapValue map, string key, string what, bool otherwise)
    {
        if (map[key] is null or BooleanValue)
        {
            return (map[key] as BooleanValue)?.Value ?? otherwise;
        }

        reader.Error(map[key], $"{what}.{key}: true or false is expected");
        return otherwise;
    }

    private string? Place(MapValue map, string what)
    {
        if (map["at"] is not { } given || reader.Text(given, $"{what}.at") is not { } place)
        {
            return null;
        }

        if (model.Find(place) is null)
        {
            reader.Error(given, $"{what}.at: {model.NoComponent(place)}");
        }

        return model.Absolute(place);
    }

    private IEnumerable<string> Tunable() =>
        model.Siblings.SelectMany(s => model.Find(s)!.Type.Descriptor.Parameters.Where(p => p.IsTunable).Select(p => $"{s}.{p.Name}"));
}
