using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Crews;

/// <summary>The module <c>spare-parts</c>.</summary>
internal sealed class SpareStockModule : ComponentModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "spare-parts",
        Summary =
            "A stock of spare parts that machines and maintenance name. Reviewed all the time: when what is there and on order, less what is waited for, is at the reorder point or below, " +
            "an order of fixed size is placed. Reorder point S - 1 and size 1 is the base stock S, of which with Poisson demand the orders on their way are Poisson with mean demand times lead time.",
        Source = "Feeney and Sherbrooke, The (s-1, s) Inventory Policy under Compound Poisson Demand, Management Science 12, 1966; Axsäter, Inventory Control, 3rd ed. 2015",
        Parameters =
        [
            new("initial", ParameterKind.Integer, "1", "parts at the start") { Default = Values.Number(1), Min = 0, Max = 1_000_000_000 },
            new("reorderPoint", ParameterKind.Integer, "1", "an order is placed at this position or below; absent = never") { IsOptional = true, Min = -1_000_000_000, IsTunable = true },
            new("orderQuantity", ParameterKind.Integer, "1", "parts of an order") { Default = Values.Number(1), Min = 1, IsTunable = true },
            new("leadTime", ParameterKind.Distribution, "s", "time from an order to its delivery") { Default = Values.Number(0), Min = 0 },
        ],
        Ports = [new("stock", PortKind.Signal, PortDirection.Out, "1", "parts there") { IsOptional = true, MaxConnections = int.MaxValue }],
        Observables =
        [
            new("stock", "1", "parts there"),
            new("onOrder", "1", "parts on their way"),
            new("backlog", "1", "parts waited for"),
            new("wait", "s", "time that those who need some wait"),
            new("demanded", "1", "who needed some"),
            new("served", "1", "of these, served at once"),
            new("fillRate", "1", "served of demanded"),
            new("used", "1", "parts taken"),
            new("orders", "1", "orders placed"),
        ],
        States = [new("stock", "1", "parts there") { HasParameter = true }],
    };

    /// <inheritdoc/>
    public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => new SpareStock(simulator, path, arguments);
}
