using System.Runtime.CompilerServices;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Orders;

/// <summary>What an order source's structures say. Read once for a model.</summary>
internal sealed class OrderSettings
{
    private const int MaxQuantity = 100_000_000;

    private static readonly ConditionalWeakTable<ModuleArguments, OrderSettings> Known = [];

    /// <summary>Orders known beforehand, by the time at which they come.</summary>
    public List<PlannedOrder> Orders { get; private init; } = [];

    /// <summary>The ways of products through the plant. Looked up only, never enumerated.</summary>
    public Dictionary<string, Routing> Routings { get; } = new(StringComparer.Ordinal);

    public static OrderSettings Of(ModuleArguments arguments) => Known.GetValue(arguments, static a => Read(a, []));

    public static OrderSettings Read(ModuleArguments arguments, ICollection<ModelError> errors)
    {
        var settings = new OrderSettings { Orders = arguments.Has("orders") ? ReadOrders(arguments.Structure("orders"), errors) : [] };
        if (arguments.Has("routings"))
        {
            settings.ReadRoutings(arguments.Structure("routings"), errors);
        }

        return settings;
    }

    private static List<PlannedOrder> ReadOrders(StructureArgument argument, ICollection<ModelError> errors)
    {
        var reader = new StructureReader(argument.Scope, errors);
        var orders = new List<PlannedOrder>();
        foreach (var item in reader.Items(argument.Value, "orders"))
        {
            if (reader.Map(item, "orders", "product", "quantity", "at", "due", "priority") is { } map && reader.Integer(map, "quantity", "orders", 1, 1, MaxQuantity) is { } quantity &&
                reader.Number(map, "at", "s", "orders", 0, 0) is { } at && reader.Number(map, "due", "s", "orders", double.PositiveInfinity, 0) is { } due &&
                reader.Number(map, "priority", "1", "orders", 0) is { } priority)
            {
                orders.Add(new PlannedOrder(at, map["product"] is { } product ? reader.Text(product, "orders.product") ?? "" : "", quantity, due, priority));
            }
        }

        // Stable: orders of one instant stay in the order of the document.
        return [.. orders.OrderBy(o => o.At)];
    }

    private void ReadRoutings(StructureArgument argument, ICollection<ModelError> errors)
    {
        var reader = new StructureReader(argument.Scope, errors);
        foreach (var (product, value) in reader.Entries(argument.Value, "routings"))
        {
            var what = $"routings.{product}";
            var steps = new List<RoutingStep>();
            foreach (var item in reader.Items(value, what))
            {
                if (reader.Map(item, what, "station", "time") is { } map && reader.Text(map, "station", what) is { } station)
                {
                    steps.Add(new RoutingStep(station, map["time"] is { } time ? reader.Law(time, "s", $"{what}.time") : null));
                }
            }

            if (steps.Count == 0 && value is ListValue)
            {
                reader.Error(value, $"{what}: at least one station is expected");
            }

            Routings[product] = new Routing([.. steps]);
        }
    }
}

/// <summary>An order known beforehand.</summary>
/// <param name="At">When it comes, s.</param>
/// <param name="Product">What is wanted.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Due">When all of it is wanted, s; infinite = no matter.</param>
/// <param name="Priority">Lower goes first.</param>
internal sealed record PlannedOrder(double At, string Product, int Quantity, double Due, double Priority);
