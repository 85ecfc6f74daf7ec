using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Flow.Boundaries;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Orders;

/// <summary>The module <c>order-source</c>.</summary>
internal sealed class OrderSourceModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "order-source",
        Summary =
            "Orders with product, quantity and due date, given or by chance, whose parts enter the plant here and follow the routing of their product. With 'wip' no more than so many of " +
            "them are in the plant at once, and one enters when one leaves: constant work in process, a closed network. An order is complete when all its parts have left the plant, good or not.",
        Source = "Spearman, Woodruff and Hopp, CONWIP: A Pull Alternative to Kanban, International Journal of Production Research 28, 1990; Pinedo, Scheduling, 5th ed. 2016",
        Parameters =
        [
            new("orders", ParameterKind.Structure, "1", "orders known beforehand, [{product: A, quantity: 100, at: 0h, due: 24h, priority: 0}]") { IsOptional = true },
            new("routings", ParameterKind.Structure, "1", "stations of products, in the order of visits, with the time there where it is not the station's own, {A: [{station: mill, time: 5min}]}")
            {
                IsOptional = true,
            },
            new("interarrival", ParameterKind.Distribution, "s", "time from order to order of those that come by chance; absent = none do") { IsOptional = true, Min = 0 },
            new("rate", ParameterKind.Number, "1", "factor on their rate") { Default = Values.Number(1), Min = 0, IsTunable = true },
            new("profile", ParameterKind.Structure, "1", "factor on their rate over time, {period: 24h, points: [{at: 0h, factor: 0.5}, {at: 6h, factor: 1.2}]}") { IsOptional = true },
            Calendars.CalendarStart.UtcOffset,
            new("product", ParameterKind.Text, "1", "what they want") { Default = Values.Text("") },
            new("mix", ParameterKind.Structure, "1", "products by weight instead, {A: 3, B: 1}") { IsOptional = true },
            new("quantity", ParameterKind.Distribution, "1", "how many they want, rounded, at least 1") { Default = Values.Number(1), Min = 0 },
            new("dueAfter", ParameterKind.Distribution, "s", "time from their arrival to their due date; absent = none") { IsOptional = true, Min = 0 },
            new("priority", ParameterKind.Number, "1", "theirs; lower goes first") { Default = Values.Number(0) },
            new("release", ParameterKind.Choice, "1", "whose part enters next: of the order that came first, is due first, or has the lowest priority number")
            {
                Default = Values.Text("fifo"),
                Choices = ["fifo", "edd", "priority"],
            },
            new("wip", ParameterKind.Integer, "1", "parts in the plant at the most; absent = no bound") { IsOptional = true, Min = 1, IsTunable = true },
        ],
        Ports = [new("out", PortKind.Material, PortDirection.Out, "1", "parts, to the first that takes them") { MaxConnections = int.MaxValue }],
        Observables =
        [
            new("orders", "1", "orders that have come"),
            new("completed", "1", "orders of which all parts have left the plant"),
            new("due", "1", "of these, orders with a due date"),
            new("late", "1", "of these, orders complete after it"),
            new("lateShare", "1", "late of due"),
            new("orderLeadTime", "s", "time from an order's arrival until it is complete"),
            new("orderTardiness", "s", "time from an order's due date until it is complete, 0 before"),
            new("released", "1", "parts that have entered the plant"),
            new("backlog", "1", "parts wanted that have not entered the plant"),
            new("inside", "1", "parts of orders in the plant"),
            new("makespan", "s", "instant at which the last order was complete; not observed while any is open or known to come"),
        ],
        States = [new("elapsed", "s", "time since the last order by chance; the time to the next one is drawn given this") { Needs = "interarrival" }],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var errors = new List<ModelError>();
        OrderSettings.Read(arguments, errors);
        SourceSettings.Read(arguments, errors);
        if (!arguments.Has("orders") && !arguments.Has("interarrival"))
        {
            errors.Add(new ModelError(SourcePlace.None, "'orders' or 'interarrival' is expected; without both nothing ever comes"));
        }

        return errors;
    }

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new OrderSource(simulator, path, arguments);
}
