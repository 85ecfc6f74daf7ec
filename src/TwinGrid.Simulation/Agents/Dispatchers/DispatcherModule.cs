using System.Runtime.CompilerServices;
using TwinGrid.Simulation.Agents.Rules;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Dispatchers;

/// <summary>The module <c>dispatcher</c>.</summary>
internal sealed class DispatcherModule : ComponentModule
{
    private static readonly ConditionalWeakTable<ModuleArguments, RuleSet> Known = [];

    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "dispatcher",
        Summary =
            "Watches signals and decides by rules: sets parameters, gives its output a value, has people do something. Each decision comes after a reaction time; it is never too busy for one. " +
            "With probability p it errs, and does what the rule says is wrong, or takes the time of its work again.",
        Source = "Zeigler et al., Theory of Modeling and Simulation, 3rd ed. 2018 (event-condition-action); Swain and Guttmann, NUREG/CR-1278, 1983",
        Parameters =
        [
            RuleEngine.Parameter with { IsOptional = false },
            new("reaction", ParameterKind.Distribution, "s", "time from when a rule fires until it is carried out") { Default = Values.Number(0), Min = 0 },
            new("errorProbability", ParameterKind.Number, "1", "probability of an error") { Default = Values.Number(0), Min = 0, Max = 0.99, IsTunable = true },
        ],
        Ports = [RuleEngine.OutputPort],
        Observables =
        [
            .. RuleEngine.Descriptors,
            new("reaction", "s", "time from when a rule fires until it is begun"),
            new("errors", "1", "errors made"),
        ],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> CheckWithin(ModuleArguments arguments, ModelSurroundings model)
    {
        var errors = new List<ModelError>();
        var (value, scope) = arguments.Structure("rules");
        Known.AddOrUpdate(arguments, new RuleReader(scope, model, null, errors).Read(value));
        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) =>
        new Dispatcher(simulator, path, arguments, Known.TryGetValue(arguments, out var rules) ? rules : throw new ArgumentException("The arguments were not checked.", nameof(arguments)));
}
