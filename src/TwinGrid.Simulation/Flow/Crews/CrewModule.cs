using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Crews;

/// <summary>The module <c>crew</c>.</summary>
internal sealed class CrewModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "crew",
        Summary =
            "Equal workers whom machines and maintenance name as their crew, operators or setters. Jobs are done by priority, lower numbers first, then in the order in which they came; " +
            "nobody is interrupted. On duty are size times the calendar's level, rounded; a job begun before the end of the shift is finished. Utilisation = busy / present.",
        Source = "Stecke and Aronson, Review of Operator/Machine Interference Models, International Journal of Production Research 23, 1985",
        Parameters =
        [
            new("size", ParameterKind.Integer, "1", "workers") { Default = Values.Number(1), Min = 0, Max = 1_000_000, IsTunable = true },
            new("pace", ParameterKind.Number, "1", "work takes so many times as long as it says") { Default = Values.Number(1), Min = 0, IsTunable = true },
            new("calendar", ParameterKind.Reference, "1", "calendar of its shifts; absent = always on duty") { IsOptional = true },
        ],
        Ports =
        [
            new("busy", PortKind.Signal, PortDirection.Out, "1", "workers at work") { IsOptional = true, MaxConnections = int.MaxValue },
            new("queue", PortKind.Signal, PortDirection.Out, "1", "jobs that wait") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("busy", "1", "workers at work"),
            new("present", "1", "workers on duty, and those who finish a job after it"),
            new("utilisation", "1", "busy of present, over time"),
            new("queue", "1", "jobs that wait"),
            new("wait", "s", "time from asking for workers to their coming"),
            new("jobs", "1", "jobs begun"),
        ],
        States = [new("size", "1", "workers there are") { HasParameter = true }],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new Crew(simulator, path, arguments);
}
