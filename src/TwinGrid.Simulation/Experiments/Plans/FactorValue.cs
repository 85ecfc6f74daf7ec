using TwinGrid.Model.Behaviours;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>Values of factors within a range.</summary>
internal static class FactorValue
{
    /// <summary>The value at a share of the range; both ends are in the same unit.</summary>
    public static NumberValue Between(NumberValue low, NumberValue high, bool isWhole, double share)
    {
        var value = low.Value + (high.Value - low.Value) * share;
        return new NumberValue(isWhole ? Math.Round(value, MidpointRounding.ToEven) : value, low.Unit ?? high.Unit);
    }
}
