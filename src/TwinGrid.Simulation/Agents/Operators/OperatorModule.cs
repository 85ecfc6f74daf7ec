using System.Collections.Immutable;
using TwinGrid.Simulation.Agents.Rules;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>The module <c>operator</c>.</summary>
internal sealed class OperatorModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "operator",
        Summary =
            "A group of people of one kind, to be named as operators, setters or crew by who needs them. Work takes (pace of the task) · (1 + growth · fatigue) times as long as it would by itself, after a " +
            "reaction time; with probability p an error makes it be done again, so that it takes 1/(1 - p) times as long on average. Fatigue is the time on shift beyond an onset.",
        Source = "Banks et al., Discrete-Event System Simulation, 5th ed. 2010, ch. 6 (finite-source queues); Swain and Guttmann, NUREG/CR-1278, 1983 (error probabilities and their growth); Dode et al., IISE Trans. 48, 2016 (fatigue in simulated production)",
        Parameters = [.. People, .. ClaimOrder.Parameters, RuleEngine.Parameter],
        Ports =
        [
            new("busy", PortKind.Signal, PortDirection.Out, "1", "tasks in hand, each as often as people are at it") { IsOptional = true, MaxConnections = int.MaxValue },
            new("queue", PortKind.Signal, PortDirection.Out, "1", "claims that nobody has taken on yet") { IsOptional = true, MaxConnections = int.MaxValue },
            RuleEngine.OutputPort,
            new("onDuty", PortKind.Signal, PortDirection.Out, "1", "people on duty") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables = [.. OperatorFigures.Descriptors, .. RuleEngine.Descriptors],
        States =
        [
            new("busy", "1", "tasks that are in work at the start: so many claims made then are taken on without reaction time"),
            new("size", "1", "people; default its parameter"),
            new("onShift", "s", "how long those on duty have been on shift"),
        ],
    };

    private static ImmutableArray<ParameterDescriptor> People =>
    [
        new("size", ParameterKind.Integer, "1", "people; those on duty are this times the level of the calendar") { Default = Values.Number(1), Min = 0, Max = 100_000, IsTunable = true },
        new("capacity", ParameterKind.Integer, "1", "tasks that each can have in hand at once") { Default = Values.Number(1), Min = 1, Max = 1_000 },
        new("skills", ParameterKind.Structure, "1", "what they can do and how many times an ordinary one's time they take, {repair: 1, setup: 1.3} or [repair, setup]; absent = any task") { IsOptional = true },
        new("reaction", ParameterKind.Distribution, "s", "time from taking a claim on until the work begins: noticing, deciding, walking") { Default = Values.Number(0), Min = 0 },
        new("errorProbability", ParameterKind.Number, "1", "probability that work must be done again") { Default = Values.Number(0), Min = 0, Max = 0.99, IsTunable = true },
        new("fatigue", ParameterKind.Structure, "1", "{onset, recovery, pace, error}: time on shift before fatigue begins; seconds on shift that a second off shift makes up for; growth of pace and of error probability per time of fatigue")
        {
            IsOptional = true,
        },
        new("hazards", ParameterKind.Structure, "1", "what endangers them where, or at what, {hot-zone: {at: [furnace], tasks: [repair]}}") { IsOptional = true },
        new("calendar", ParameterKind.Reference, "1", "calendar of their shifts") { IsOptional = true },
        new("shiftEnd", ParameterKind.Choice, "1", "at the end of a shift: finish what they have in hand, or leave it to those for whom they work until they come back")
        {
            Default = Values.Text("finish"),
            Choices = ["finish", "leave"],
        },
    ];

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments) => ClaimOrder.Check(arguments);

    /// <inheritdoc/>
    public override IEnumerable<ModelError> CheckWithin(ModuleArguments arguments, ModelSurroundings model)
    {
        var errors = new List<ModelError>();
        var skills = OperatorSettings.Read(arguments, model, errors).Skills;
        foreach (var (module, parameter) in model.References())
        {
            if (parameter.Task is { } task && skills.PaceOf(task) is null)
            {
                errors.Add(new ModelError(module.Place, $"nobody can do '{task}', for which {module.Path} names them as '{parameter.Name}'{skills.Hint(task)}"));
            }
        }

        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new OperatorGroup(simulator, path, arguments);
}
