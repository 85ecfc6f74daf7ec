using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Junctions;

/// <summary>The module <c>router</c>.</summary>
internal sealed class RouterModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "router",
        Summary =
            "Sends each part on one of its connections in no time; a part whose way is not open stays where it is. Which way: routing, the next station of the part's routing; product; " +
            "condition, the first rule that holds; probability, by weights; turn, one after the other; shortest, where the fewest parts are; first, to the first that takes it.",
        Source = "Jackson, Networks of Waiting Lines, Operations Research 5, 1957 (probability); Winston, Optimality of the Shortest Line Discipline, 1977",
        Parameters =
        [
            new("by", ParameterKind.Choice, "1", "what the way depends on")
            {
                Default = Values.Text("first"),
                Choices = ["routing", "product", "condition", "probability", "turn", "shortest", "first"],
            },
            new("weights", ParameterKind.NumberList, "1", "of by: probability; a weight for each connection, in their order") { IsOptional = true, Min = 0 },
            new("products", ParameterKind.Structure, "1", "of by: product; {product: id of the component}") { IsOptional = true },
            new("rules", ParameterKind.Structure, "1", "of by: condition; [{when: \"good < 1\", to: id of the component}]") { IsOptional = true },
            new("otherwise", ParameterKind.Text, "1", "id of the component for parts that nothing else is said for, and those at the end of their routing; absent = the last connection")
            {
                IsOptional = true,
            },
        ],
        Ports =
        [
            new("in", PortKind.Material, PortDirection.In, "1", "parts that come") { MaxConnections = int.MaxValue },
            new("out", PortKind.Material, PortDirection.Out, "1", "ways that parts go") { MaxConnections = int.MaxValue },
        ],
        Observables = [new("throughput", "1", "parts that have passed")],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var errors = new List<ModelError>();
        RouterSettings.Read(arguments, errors);
        (string By, string Needs)[] needs = [("probability", "weights"), ("product", "products"), ("condition", "rules")];
        foreach (var (by, parameter) in needs)
        {
            if (arguments.Text("by") == by != arguments.Has(parameter))
            {
                errors.Add(new ModelError(SourcePlace.None, $"by: {by} and '{parameter}' go together"));
            }
        }

        if (arguments.Has("weights") && !(arguments.Numbers("weights").Sum() > 0))
        {
            errors.Add(new ModelError(SourcePlace.None, "weights: at least one above 0 is expected"));
        }

        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Router(simulator, path, arguments);
}
