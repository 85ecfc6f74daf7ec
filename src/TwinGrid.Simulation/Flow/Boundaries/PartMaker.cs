using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>Makes the parts of a source; what they are depends on their number alone.</summary>
internal sealed class PartMaker
{
    private readonly Simulator simulator;
    private readonly FlowContext flow;
    private readonly uint origin;
    private readonly SourceSettings settings;
    private readonly string product;
    private readonly double priority;
    private readonly Distribution? dueAfter;
    private readonly IndexedDraws products;
    private readonly IndexedDraws dues;
    private readonly (int Index, Distribution Law, IndexedDraws Draws)[] attributes;

    public PartMaker(Simulator simulator, string path, uint origin, ModuleArguments arguments)
    {
        this.simulator = simulator;
        this.origin = origin;
        flow = simulator.Shared<FlowContext>();
        settings = SourceSettings.Of(arguments);
        product = arguments.Text("product");
        priority = arguments.Number("priority");
        dueAfter = arguments.Has("dueAfter") ? arguments.Law("dueAfter") : null;
        products = simulator.Streams.Indexed(path, "product");
        dues = simulator.Streams.Indexed(path, "due");
        attributes = [.. settings.Attributes.Select(a => (flow.Attributes.Index(a.Name), a.Law, simulator.Streams.Indexed(path, $"attribute {a.Name}")))];
    }

    /// <summary>Parts made so far.</summary>
    public long Count { get; private set; }

    /// <summary>Makes the next part.</summary>
    public Part Next()
    {
        var number = Count++;
        var part = flow.Parts.Make(origin, number, simulator.Now);
        part.Product = settings.HasMix ? settings.Product(products.Draw(number)) : product;
        part.Priority = priority;
        if (dueAfter is not null)
        {
            part.Due = simulator.Now + simulator.Clock.Duration(dueAfter.Quantile(dues.Draw(number)));
        }

        foreach (var (index, law, draws) in attributes)
        {
            part.SetAttribute(index, law.Quantile(draws.Draw(number)));
        }

        return part;
    }
}
