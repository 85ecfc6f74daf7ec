using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Tests.Flow;

namespace TwinGrid.Simulation.Tests.Agents;

/// <summary>What is wrong in a document is said so that it can be put right.</summary>
public sealed class AgentErrorTests
{
    [Theory]
    [InlineData("size: -1", "people.size: -1: 0 to 100000 is expected")]
    [InlineData("errorProbability: 1", "people.errorProbability: 1: 0 to 0.99 is expected")]
    [InlineData("reaction: {constant: {value: -1s}}", "people.reaction: -1 s: at least 0 is expected")]
    [InlineData("skills: {repair: 0}", "people: skills.repair: 0: 0.01 to 100 is expected")]
    [InlineData("skills: 3", "people: skills: a map is expected")]
    [InlineData("skills: [1]", "people: skills: a text is expected")]
    [InlineData("fatigue: {onste: 4h}", "people: fatigue: unknown key 'onste'; did you mean 'onset'?")]
    [InlineData("fatigue: {onset: 4 m}", "people: fatigue.onset: 4 'm' (m) can't be given in 's' (s)")]
    [InlineData("fatigue: {pace: -1}", "people: fatigue.pace: -1 /s: at least 0 is expected")]
    [InlineData("hazards: {heat: {at: oven, task: x}}", "people: hazards.heat: unknown key 'task'; did you mean 'tasks'?")]
    [InlineData("hazards: {heat: {}}", "people: hazards.heat: 'at' or 'tasks' is missing")]
    [InlineData("hazards: {heat: {at: ovne}}", "people: hazards.heat.at: no component 'ovne'; did you mean 'oven'?")]
    [InlineData("hazards: {a.b: {at: oven}}", "people: hazards.a.b: the name of a hazard is of letters, digits, '-' and '_'")]
    [InlineData("dispatch: soonest", "people.dispatch: 'soonest' is not one of priority, fifo, lifo, spt, lpt, edd, cr, expression")]
    [InlineData("dispatch: expression", "people: dispatch: expression needs the parameter 'expression'")]
    [InlineData("dispatch: expression, expression: waitng", "people: 'waitng': unknown name 'waitng'; did you mean 'waiting'?")]
    [InlineData("dispatch: expression, expression: waiting +", "people: 'waiting +': a value is missing at the end (column 10)")]
    [InlineData("rules: {}", "people: rules: a list is expected")]
    [InlineData("rules: [{nmae: x}]", "people: rules[0]: unknown key 'nmae'; did you mean 'name'?|people: rules[0]: 'name' is missing")]
    [InlineData("rules: [{name: x}]", "people: rule 'x': 'when' is missing|people: rule 'x': 'do' is missing")]
    [InlineData("rules: [{name: x y, when: oven.phase > 0, do: []}]", "people: rule 'x y': the name of a rule is of letters, digits, '-' and '_'")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: []}, {name: x, when: oven.phase > 0, do: []}]", "people: there are two rules 'x'")]
    [InlineData("rules: [{name: x, when: 1, do: []}]", "people: rule 'x'.when: a condition such as tank.level > 2 'm' is expected")]
    [InlineData("rules: [{name: x, when: oven.phase, do: []}]", "people: rule 'x'.when: 'oven.phase': a condition is expected, not a plain number")]
    [InlineData("rules: [{name: x, when: oven.pahse > 0, do: []}]", "people: rule 'x'.when: 'oven.pahse > 0': unknown name 'oven.pahse'; did you mean 'oven.phase'?")]
    [InlineData("rules: [{name: x, when: oven.speed > 0, do: []}]", "people: rule 'x'.when: 'oven.speed > 0': unknown name 'oven.speed'")]
    [InlineData("rules: [{name: x, when: oven.electricPower > 5, do: []}]", "people: rule 'x'.when: 'oven.electricPower > 5'")]
    [InlineData("rules: [{name: x, when: oven.phase >, do: []}]", "people: rule 'x'.when: 'oven.phase >': a value is missing at the end")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, if: oven, do: []}]", "people: rule 'x'.if: 'oven': unknown name 'oven'")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, reaction: -1, do: []}]", "people: rule 'x'.reaction: -1 s: at least 0 is expected")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, priority: high, do: []}]", "people: rule 'x'.priority: 'high': unknown name 'high'")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, lapses: maybe, do: []}]", "people: rule 'x'.lapses: true or false is expected")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, exposure: a b, do: []}]", "people: rule 'x'.exposure: the name of a hazard is of letters, digits, '-' and '_'")]
    [InlineData("skills: [repair], rules: [{name: x, when: oven.phase > 0, skill: repiar, do: []}]", "people: rule 'x': nobody can do 'repiar'; did you mean 'repair'?")]
    [InlineData("skills: [repair], rules: [{name: x, when: oven.phase > 0, do: [{work: 1s, task: weld}]}]", "people: rule 'x': nobody can do 'weld'; there are repair")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [walk]}]", "people: rule 'x'.do[0]: a map with one of set, output, work, request is expected")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{wrok: 1s}]}]", "people: rule 'x'.do[0]: one of set, output, work, request is expected, not 'wrok'; did you mean 'work'?")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, wrong: [{work: 1 m}], do: []}]", "people: rule 'x'.wrong[0].work: 1 'm' (m) can't be given in 's' (s)")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{work: 1s, at: ovne}]}]", "people: rule 'x'.do[0].at: no component 'ovne'; did you mean 'oven'?")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{set: oven.sped, to: 1}]}]", "people: rule 'x'.do[0].set: no parameter 'oven.sped'; did you mean 'oven.speed'?")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{set: oven.repairmen, to: 1}]}]", "people: rule 'x'.do[0].set: 'oven.repairmen' can't change while the model runs; of 'machine' servers, speed, defectProbability can")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{set: oven.speed}]}]", "people: rule 'x'.do[0]: 'to' is missing")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{set: oven.speed, to: -1}]}]", "people: rule 'x'.do[0].to: -1: at least 0 is expected")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{set: oven.servers, to: 1.5}]}]", "people: rule 'x'.do[0].to: 1.5: a whole number is expected")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{set: oven.speed, to: oven.electricPower}]}]", "people: rule 'x'.do[0].to: 'oven.electricPower': the result is")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{request: poeple, task: x}]}]", "people: rule 'x'.do[0].request: no component 'poeple'; did you mean 'people'?")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{request: people, task: x}]}]", "people: rule 'x'.do[0].request: 'people' are the people who carry the rule out; what they do themselves is 'work'")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{request: oven}]}]", "people: rule 'x'.do[0]: 'task' is missing")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{request: oven, task: x, amount: 0}]}]", "people: rule 'x'.do[0].amount: 0: 1 to 2147483647 is expected")]
    public void Build_Operator_SaysWhatIsWrong(string parameters, string messages)
    {
        var errors = FlowLab.Errors($"modules:\n  - {{id: oven, module: machine, parameters: {{service: 1s}}}}\n  - {{id: people, module: operator, parameters: {{ {parameters} }}}}");

        Assert.Equal(messages.Split('|').Length, errors.Length);
        Assert.All(messages.Split('|').Zip(errors), pair => Assert.StartsWith(pair.First, pair.Second.Message, StringComparison.Ordinal));
        Assert.All(errors, e => Assert.Equal("lab.yaml", e.Place.File));
    }

    [Theory]
    [InlineData("rules: [{name: x, when: oven.phase > 0, do: [{request: fitters, task: weld}]}]", "agent: rule 'x'.do[0].task: nobody of 'fitters' can do 'weld'; there are fit")]
    [InlineData("reaction: 1s", "agent: parameter 'rules' is missing")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, skill: a, do: []}]", "agent: rules[0]: unknown key 'skill'; there are name, when, if, do, wrong, reaction, lapses")]
    [InlineData("rules: [{name: x, when: oven.phase > 0, exposure: a, do: []}]", "agent: rules[0]: unknown key 'exposure'")]
    public void Build_Dispatcher_SaysWhatIsWrong(string parameters, string message)
    {
        var errors = FlowLab.Errors($"modules:\n  - {{id: oven, module: machine, parameters: {{service: 1s}}}}\n  - {{id: fitters, module: operator, parameters: {{skills: [fit]}}}}\n  - {{id: agent, module: dispatcher, parameters: {{ {parameters} }}}}");

        Assert.StartsWith(message, Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ErrorInAnExpression_StandsAtItsColumn()
    {
        var error = Assert.Single(FlowLab.Errors(
            """
            modules:
              - {id: oven, module: machine, parameters: {service: 1s}}
              - id: agent
                module: dispatcher
                parameters:
                  rules:
                    - name: x
                      when: oven.phase > 0 and oven.pahse < 3
                      do: [{output: 1}]
            """));

        // The lab's own lines are before it, and its indentation of four.
        Assert.Equal("agent: rule 'x'.when: 'oven.phase > 0 and oven.pahse < 3': unknown name 'oven.pahse'; did you mean 'oven.phase'?", error.Message);
        Assert.Equal((16, 40), (error.Place.Line, error.Place.Column));
    }

    [Fact]
    public void Build_MachineNeedsWhatNobodyCanDo_NamesTheTask()
    {
        var errors = FlowLab.Errors(
            """
            modules:
              - {id: people, module: operator, parameters: {skills: [repiar, setup]}}
              - {id: oven, module: machine, parameters: {service: 1s, crew: people, operators: people}}
            """);

        Assert.Equal(
            ["people: nobody can do 'operate', for which oven names them as 'operators'; there are repiar, setup", "people: nobody can do 'repair', for which oven names them as 'crew'; did you mean 'repiar'?"],
            errors.Select(e => e.Message).Order(StringComparer.Ordinal));
        Assert.All(errors, e => Assert.Equal(11, e.Place.Line));
    }

    /// <summary>Who makes claims without a parameter that tells the task finds out when it asks.</summary>
    [Fact]
    public void Request_TaskThatNobodyCanDo_NamesTheTask()
    {
        var run = new FlowRun(FlowLab.Of("modules:\n  - {id: people, module: operator, parameters: {skills: [repair]}}").Make());
        new Claims(run, "people").Add(0, "weld", 1);

        Assert.Equal("people: nobody can do 'weld', which place needs; there are repair", Assert.Throws<ModelException>(() => run.Continue(1)).Message);
    }
}
