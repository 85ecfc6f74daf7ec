using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Agents.Operators;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>Reads the rules of an agent: <c>[{name, when, if, do, wrong, reaction, priority, skill, exposure, lapses}]</c>.</summary>
internal sealed class RuleReader
{
    private static readonly string[] KeysOfAll = ["name", "when", "if", "do", "wrong", "reaction", "lapses"];
    private static readonly string[] KeysOfPeople = [.. KeysOfAll, "priority", "skill", "exposure"];

    private readonly StructureReader reader;
    private readonly ExpressionReader expressions;
    private readonly StepReader steps;
    private readonly RuleSymbols symbols;
    private readonly Skills? skills;

    /// <param name="scope">Parameters of the assembly.</param>
    /// <param name="model">The other modules.</param>
    /// <param name="skills">What those who carry the rules out can do; null = they are no people.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public RuleReader(IParameterScope scope, ModelSurroundings model, Skills? skills, ICollection<ModelError> errors)
    {
        this.skills = skills;
        symbols = new RuleSymbols(model, scope);
        reader = new StructureReader(scope, errors);
        expressions = new ExpressionReader(symbols, scope, errors);
        steps = new StepReader(reader, expressions, model);
    }

    /// <summary>The rules; what is wrong was reported.</summary>
    public RuleSet Read(ParameterValue value)
    {
        var rules = ImmutableArray.CreateBuilder<Rule>();
        var items = reader.Items(value, "rules");
        for (var i = 0; i < items.Length; i++)
        {
            if (ReadRule(items[i], string.Create(CultureInfo.InvariantCulture, $"rules[{i}]")) is not { } rule)
            {
                continue;
            }

            if (rules.Any(r => r.Name == rule.Name))
            {
                reader.Error(items[i], $"there are two rules '{rule.Name}'");
            }

            rules.Add(rule);
        }

        return new RuleSet([.. symbols.Signals], rules.ToImmutable());
    }

    private Rule? ReadRule(ParameterValue item, string what)
    {
        if (reader.Map(item, what, skills is null ? KeysOfAll : KeysOfPeople) is not { } map || reader.Text(map, "name", what) is not { } name)
        {
            return null;
        }

        what = $"rule '{name}'";
        if (!Hazard.IsName(name))
        {
            reader.Error(map["name"], $"{what}: the name of a rule is of letters, digits, '-' and '_'");
        }

        foreach (var key in (string[])["when", "do"])
        {
            if (map[key] is null)
            {
                reader.Error(map, $"{what}: '{key}' is missing");
            }
        }

        var when = map["when"] is { } given ? expressions.Condition(given, $"{what}.when") : null;
        var isIf = map["if"] is { } condition ? expressions.Condition(condition, $"{what}.if") : null;
        var todo = map["do"] is { } list ? steps.Read(list, name, "do", $"{what}.do") : [];
        var wrong = map["wrong"] is { } instead ? steps.Read(instead, name, "wrong", $"{what}.wrong") : [];
        if (when is null)
        {
            return null;
        }

        var rule = new Rule
        {
            Name = name,
            When = when,
            If = isIf,
            Do = todo,
            Wrong = wrong,
            Reaction = map["reaction"] is { } reaction ? reader.Law(reaction, "s", $"{what}.reaction") : null,
            Priority = reader.Number(map, "priority", "1", what, 0) ?? 0,
            Skill = map["skill"] is { } skill ? reader.Text(skill, $"{what}.skill") : null,
            Exposure = Exposure(map, what),
            Lapses = steps.Flag(map, "lapses", what, otherwise: false),
        };
        CheckSkills(rule, map, what);
        return rule;
    }

    private string? Exposure(MapValue map, string what)
    {
        if (map["exposure"] is not { } given || reader.Text(given, $"{what}.exposure") is not { } hazard)
        {
            return null;
        }

        if (!Hazard.IsName(hazard))
        {
            reader.Error(given, $"{what}.exposure: the name of a hazard is of letters, digits, '-' and '_'");
        }

        return hazard;
    }

    private void CheckSkills(Rule rule, MapValue map, string what)
    {
        foreach (var task in rule.Work.Select(w => w.Task).Append(rule.Skill).OfType<string>().Distinct())
        {
            if (skills is not null && skills.PaceOf(task) is null)
            {
                reader.Error(map, $"{what}: nobody can do '{task}'{skills.Hint(task)}");
            }
        }
    }
}
