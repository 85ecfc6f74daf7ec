using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Boundaries;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Orders;

/// <summary>What orders that come by chance want; it depends on their number alone.</summary>
internal sealed class RandomOrders
{
    private readonly Simulator simulator;
    private readonly string product;
    private readonly Distribution quantity;
    private readonly Distribution? dueAfter;
    private readonly IndexedDraws products;
    private readonly IndexedDraws quantities;
    private readonly IndexedDraws dues;

    public RandomOrders(Simulator simulator, string path, ModuleArguments arguments)
    {
        this.simulator = simulator;
        product = arguments.Text("product");
        quantity = arguments.Law("quantity");
        dueAfter = arguments.Has("dueAfter") ? arguments.Law("dueAfter") : null;
        Priority = arguments.Number("priority");
        products = simulator.Streams.Indexed(path, "product");
        quantities = simulator.Streams.Indexed(path, "quantity");
        dues = simulator.Streams.Indexed(path, "due");
    }

    /// <summary>Lower goes first.</summary>
    public double Priority { get; }

    /// <summary>What is wanted.</summary>
    public string Product(SourceSettings settings, int order) => settings.HasMix ? settings.Product(products.Draw(order)) : product;

    /// <summary>How many, at least 1.</summary>
    public int Quantity(int order) => Math.Max(1, (int)Math.Round(Math.Min(quantity.Quantile(quantities.Draw(order)), int.MaxValue)));

    /// <summary>When.</summary>
    public SimTime Due(int order) => dueAfter is null ? SimTime.Never : simulator.Now + simulator.Clock.Duration(dueAfter.Quantile(dues.Draw(order)));
}
