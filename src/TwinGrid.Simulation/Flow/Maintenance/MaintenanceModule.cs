using System.Runtime.CompilerServices;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Maintenance;

/// <summary>The module <c>maintenance</c>.</summary>
internal sealed class MaintenanceModule : ComponentModule
{
    private static readonly ConditionalWeakTable<ModuleArguments, MaintenanceCondition> Conditions = [];

    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "maintenance",
        Summary =
            "Preventive maintenance of a machine. Policy age: each unit when it has reached an age (of the time that counts for its failures) since its last renewal, a cost rate of " +
            "(cp R(T) + cf F(T)) / integral of R up to T; block: all units every interval, whatever failed between, (cp + cf M(T)) / T with the renewal function M; condition: when a signal " +
            "passes a threshold, or is beyond it when looked at every interval. Failures are repaired by the machine's own parameters.",
        Source = "Barlow and Hunter, Optimum Preventive Maintenance Policies, Operations Research 8, 1960; Barlow and Proschan, Mathematical Theory of Reliability, 1965",
        Parameters =
        [
            new("machine", ParameterKind.Reference, "1", "the machine that is maintained"),
            new("policy", ParameterKind.Choice, "1", "when it is done") { Default = Values.Text("age"), Choices = ["age", "block", "condition"] },
            new("interval", ParameterKind.Number, "s", "age, or time from one to the next; of policy condition the time from one look to the next, absent = watched all the time")
            {
                IsOptional = true,
                Min = 1e-6,
                IsTunable = true,
            },
            new("condition", ParameterKind.Text, "1", "of policy condition: module.port of the signal that is looked at") { IsOptional = true },
            new("threshold", ParameterKind.Structure, "1", "of policy condition; a number, in the unit of the signal or another one for the same quantity") { IsOptional = true },
            new("direction", ParameterKind.Choice, "1", "of policy condition: beyond the threshold is above or below it") { Default = Values.Text("rising"), Choices = ["rising", "falling"] },
            new("duration", ParameterKind.Distribution, "s", "time of the work without waiting") { Default = Values.Number(0), Min = 0 },
            new("renews", ParameterKind.Flag, "1", "a unit is as good as new afterwards") { Default = Values.Flag(true) },
            new("afterPart", ParameterKind.Flag, "1", "the part in work is finished first") { Default = Values.Flag(true) },
            new("crew", ParameterKind.Reference, "1", "crew that does it; absent = it takes its time by itself") { Task = "maintenance", IsOptional = true },
            new("workers", ParameterKind.Integer, "1", "how many of the crew") { Default = Values.Number(1), Min = 1 },
            new("priority", ParameterKind.Number, "1", "for the crew; lower goes first") { Default = Values.Number(1) },
            new("spares", ParameterKind.Reference, "1", "stock of the spare parts") { IsOptional = true },
            new("spareCount", ParameterKind.Integer, "1", "spare parts of a job") { Default = Values.Number(1), Min = 1 },
        ],
        Ports =
        [
            new("active", PortKind.Signal, PortDirection.Out, "1", "units in maintenance; what wears can take it as its renewal") { IsOptional = true, MaxConnections = int.MaxValue },
        ],
        Observables =
        [
            new("jobs", "1", "jobs done"),
            new("wait", "s", "time from a job's being due until the unit stands still for it"),
            new("duration", "s", "time of jobs, with waiting for spare parts and crew"),
        ],
        States = [new("sinceLast", "s", "of policy block: time since the last one was due")],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var policy = arguments.Text("policy");
        if (policy != "condition" && !arguments.Has("interval"))
        {
            yield return new ModelError(SourcePlace.None, $"policy: {policy} needs the parameter 'interval'");
        }

        foreach (var parameter in (string[])["condition", "threshold"])
        {
            if (policy == "condition" != arguments.Has(parameter))
            {
                yield return new ModelError(SourcePlace.None, $"policy: condition and '{parameter}' go together");
            }
        }

        if (policy == "age" && !arguments.Flag("renews"))
        {
            yield return new ModelError(SourcePlace.None, "policy: age needs renews: true; a unit that stays as old as it was would be due again at once");
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<ModelError> CheckWithin(ModuleArguments arguments, ModelSurroundings model)
    {
        var errors = new List<ModelError>();
        if (arguments.Has("condition") && arguments.Has("threshold") && MaintenanceCondition.Read(arguments, model, errors) is { } condition)
        {
            Conditions.AddOrUpdate(arguments, condition);
        }

        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) =>
        new MaintenancePolicy(simulator, path, arguments, Conditions.TryGetValue(arguments, out var condition) ? condition : null);
}
