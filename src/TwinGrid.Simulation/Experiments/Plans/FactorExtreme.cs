using TwinGrid.Model.Behaviours;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>A factor or an uncertain parameter near an end of what it may be: the model must work there too.</summary>
/// <param name="Place">Where it is written.</param>
/// <param name="Path">What it sets.</param>
/// <param name="Value">The value.</param>
internal readonly record struct FactorExtreme(SourcePlace Place, string Path, NumberValue Value)
{
    /// <summary>The probabilities at which ends are looked at: what lies beyond is as rare as not to be meant.</summary>
    public static ReadOnlySpan<double> Probabilities => [0.01, 0.99];
}
