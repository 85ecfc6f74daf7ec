using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Storage;

/// <summary>The rules that documents may name.</summary>
internal static class DispatchRules
{
    /// <summary>Their names.</summary>
    public static readonly ImmutableArray<string> Names = ["fifo", "lifo", "priority", "edd", "spt", "lpt", "cr", "expression", "sequence"];

    private static readonly ConditionalWeakTable<ModuleArguments, CompiledExpression> Compiled = [];

    /// <summary>The parameters of a component that dispatches.</summary>
    public static ImmutableArray<ParameterDescriptor> Parameters { get; } =
    [
        new("dispatch", ParameterKind.Choice, "1",
            "which part goes next: who came first, last, has the lowest priority number, earliest due date, shortest or longest operation, smallest critical ratio (time until due per remaining work), smallest value of an expression, or a given sequence of orders")
        {
            Default = Values.Text("fifo"),
            Choices = Names,
        },
        new("expression", ParameterKind.Text, "1",
            "of dispatch: expression; lower goes first. May use age, waiting, dueIn, remainingWork (s), priority, reworks, good, contents, step, order, part.ATTRIBUTE") { IsOptional = true },
        new("sequence", ParameterKind.NumberList, "1", "of dispatch: sequence; order numbers") { IsOptional = true, Min = 1 },
    ];

    /// <summary>What is wrong with them.</summary>
    public static IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var rule = arguments.Text("dispatch");
        if (rule == "expression")
        {
            var error = "dispatch: expression needs the parameter 'expression'";
            if (!arguments.Has("expression") || PartSymbols.CompileNumber(arguments.Text("expression"), out error) is null)
            {
                yield return new ModelError(Model.Behaviours.SourcePlace.None, error);
            }
        }
        else if (rule == "sequence" && !arguments.Has("sequence"))
        {
            yield return new ModelError(Model.Behaviours.SourcePlace.None, "dispatch: sequence needs the parameter 'sequence'");
        }
    }

    /// <summary>Makes the rule for a replication.</summary>
    public static DispatchRule Create(ModuleArguments arguments, FlowContext flow, SimClock clock) => arguments.Text("dispatch") switch
    {
        "lifo" => new LifoRule(),
        "priority" => new KeyRule(static (part, _) => part.Priority),
        "edd" => new KeyRule(static (part, _) => part.Due.Ticks),
        "spt" => new KeyRule(static (part, _) => OperationSeconds(part)),
        "lpt" => new KeyRule(static (part, _) => -OperationSeconds(part)),
        "cr" => new KeyRule((part, now) => CriticalRatio(part, now, clock)),
        "expression" => new KeyRule(new PartExpression(Compiled.GetValue(arguments, static a => PartSymbols.CompileNumber(a.Text("expression"), out _)!), flow, clock).Of),
        "sequence" => new SequenceRule([.. arguments.Numbers("sequence").Select(n => (int)n)]),
        _ => new FifoRule(),
    };

    // Mean time of the part's next operation by its routing.
    private static double OperationSeconds(Part part) =>
        part.Routing is { } routing && part.Step < routing.Steps.Length ? routing.Steps[part.Step].Time?.Mean ?? 0 : 0;

    private static double CriticalRatio(Part part, SimTime now, SimClock clock)
    {
        if (part.Due == SimTime.Never)
        {
            return double.PositiveInfinity;
        }

        var (slack, work) = (clock.Seconds(part.Due - now), PartSymbols.RemainingWorkSeconds(part));
        return work > 0 ? slack / work : slack;
    }
}
