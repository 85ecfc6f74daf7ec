using System.Globalization;

namespace TwinGrid.Simulation.Tests.Continuous;

/// <summary>Comparison by relative error.</summary>
internal static class Close
{
    /// <summary>What the solver is held to at a relative tolerance of 1e-10.</summary>
    public const double Solver = 1e-7;

    public static void To(double expected, double actual, double relative = Solver)
    {
        var error = Math.Abs(actual - expected) / Math.Abs(expected);
        Assert.True(error <= relative, string.Create(CultureInfo.InvariantCulture, $"{actual} is {error:G3} away from {expected}, allowed {relative:G3}"));
    }
}
