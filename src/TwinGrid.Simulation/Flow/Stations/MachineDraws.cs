using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>What chance decides about parts at a machine. A part's draws go by its number and operation, so that arms which share random numbers treat the same part alike.</summary>
internal sealed class MachineDraws(StreamSource streams, string path, MachineSettings settings)
{
    private readonly IndexedDraws service = streams.Indexed(path, "service");
    private readonly IndexedDraws setup = streams.Indexed(path, "setup");
    private readonly IndexedDraws quality = streams.Indexed(path, "quality");

    /// <summary>Service time, seconds at nominal speed.</summary>
    public double Service(Part part, int operation) => Draw(service, ServiceLaw(part), part, operation);

    /// <summary>What is left of a service that has lasted for a while, seconds.</summary>
    public double ResidualService(Part part, int operation, double elapsed) => ServiceLaw(part).Residual(elapsed, service.Draw(part.Number, operation));

    /// <summary>Set-up time, seconds.</summary>
    public double Setup(Distribution law, Part part, int operation) => Draw(setup, law, part, operation);

    /// <summary>Whether the operation spoils nothing.</summary>
    public bool IsMadeWell(Part part, int operation, double defectProbability) => defectProbability <= 0 || quality.Draw(part.Number, operation) >= defectProbability;

    private Distribution ServiceLaw(Part part) =>
        (part.Routing is { } routing && part.Step < routing.Steps.Length ? routing.Steps[part.Step].Time : null) ?? settings.Service.Of(part.Product) ??
        throw new ModelException(part.Product.Length == 0
            ? $"{path} has no service time for its parts; give it 'service', or 'serviceByProduct' and its parts a product."
            : $"{path} has no service time for product '{part.Product}'; give it 'service', or that product in 'serviceByProduct'.");

    // A constant needs no chance, and no time to make it.
    private static double Draw(IndexedDraws draws, Distribution law, Part part, int operation) =>
        law is Constant ? law.Mean : law.Quantile(draws.Draw(part.Number, operation));
}
