using System.Globalization;
using System.Runtime.CompilerServices;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Textbook;

/// <summary>The module <c>job-shop</c>: jobs with given ways through machines.</summary>
internal sealed class JobShopModule : CompoundModule
{
    private static readonly ConditionalWeakTable<ModuleArguments, Shop> Known = [];

    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "job-shop",
        Summary =
            "Jobs that all are there at time 0 and visit machines, each in its own order. Machines work on jobs in given orders, each operation as early as these allow (a semi-active " +
            "schedule), or choose by a rule whenever they are free. Its parts are jobs, router, queue-0, machine-0, queue-1, ..., sink; the makespan is jobs.makespan.",
        Source = "Fisher and Thompson, Probabilistic Learning Combinations of Local Job-Shop Scheduling Rules, 1963; Pinedo, Scheduling, 5th ed. 2016, ch. 7",
        Parameters =
        [
            new("instance", ParameterKind.File, "1", "numbers of jobs and machines, then a line for each job: machine from 0 and time in s, in the order of its operations"),
            new("order", ParameterKind.Structure, "1", "for each machine the jobs in the order in which it works on them, [[0, 2, 1], [2, 0, 1]], numbered from 0 or from 1; empty = by the rule")
            {
                Default = new ListValue([]),
            },
            new("dispatch", ParameterKind.Choice, "1", "which job a free machine takes: who came first, has the shortest or longest operation, or most work remaining")
            {
                Default = new TextValue("mwr"),
                Choices = ["fifo", "spt", "lpt", "mwr"],
            },
        ],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var errors = new List<ModelError>();
        Read(arguments, errors);
        return errors;
    }

    /// <inheritdoc/>
    public override Assembly Expand(ModuleArguments arguments)
    {
        var (instance, orders) = Known.GetValue(arguments, static a => Read(a, [])!);
        var builder = new AssemblyBuilder()
            .Add("jobs", "order-source", ("orders", Orders(instance)), ("routings", Routings(instance)))
            .Add("router", "router", ("by", AssemblyBuilder.Text("routing")))
            .Connect("jobs.out", "router.in");
        for (var machine = 0; machine < instance.Machines; machine++)
        {
            var (queue, station) = (Id("queue", machine), Id("machine", machine));
            builder.Add(queue, "buffer", orders is null ? Rule(arguments.Text("dispatch")) : Sequence(orders, machine)).Add(station, "machine")
                .Connect("router.out", $"{queue}.in").Connect($"{queue}.out", $"{station}.in").Connect($"{station}.out", "router.in");
        }

        return builder.Add("sink", "sink").Connect("router.out", "sink.in").Build();
    }

    private static Shop? Read(ModuleArguments arguments, List<ModelError> errors)
    {
        var file = arguments.File("instance");
        if (JobShopInstance.Read(file.Text, out var error) is not { } instance)
        {
            errors.Add(new ModelError(SourcePlace.None, $"instance{(file.Name.Length > 0 ? $" '{file.Name}'" : "")}: {error}"));
            return null;
        }

        var (value, scope) = arguments.Structure("order");
        var reader = new StructureReader(scope, errors);
        var lists = reader.Items(value, "order").Select(list => reader.Items(list, "order").Select(job => reader.Number(job, "1", "order") ?? 0).ToList()).ToList();
        if (lists.Count == 0 || errors.Count > 0)
        {
            return new Shop(instance, null);
        }

        var orders = MachineOrders.Create(instance, lists, out error);
        if (orders is null)
        {
            reader.Error(value, $"order: {error}");
        }

        return new Shop(instance, orders);
    }

    private static ListValue Orders(JobShopInstance instance) => new([.. instance.Jobs.Select((_, job) => AssemblyBuilder.Map(("product", AssemblyBuilder.Text(Id("job", job)))))]);

    private static MapValue Routings(JobShopInstance instance) => new([.. instance.Jobs.Select((steps, job) => KeyValuePair.Create(Id("job", job), (ParameterValue)new ListValue(
        [.. steps.Select(s => AssemblyBuilder.Map(("station", AssemblyBuilder.Text(Id("queue", s.Machine))), ("time", AssemblyBuilder.Number(s.Time))))])))]);

    // Orders of the source are numbered from 1.
    private static (string, ParameterValue)[] Sequence(MachineOrders orders, int machine) =>
    [
        ("dispatch", AssemblyBuilder.Text("sequence")),
        ("sequence", new ListValue([.. orders.Jobs[machine].Select(job => AssemblyBuilder.Number(job + 1))])),
    ];

    private static (string, ParameterValue)[] Rule(string rule) => rule == "mwr"
        ? [("dispatch", AssemblyBuilder.Text("expression")), ("expression", AssemblyBuilder.Text("-remainingWork"))]
        : [("dispatch", AssemblyBuilder.Text(rule))];

    private static string Id(string noun, int number) => string.Create(CultureInfo.InvariantCulture, $"{noun}-{number}");

    private sealed record Shop(JobShopInstance Instance, MachineOrders? Orders);
}
