using TwinGrid.Simulation.Distributions.Fitting;

namespace TwinGrid.Simulation.Tests.Distributions.Fitting;

/// <summary>Published data.</summary>
internal static class LifeData
{
    /// <summary>Ball bearings, millions of revolutions to failure. J. Lieblein, M. Zelen, Journal of Research of the National Bureau of Standards 57, 1956.</summary>
    public static Observations Bearings { get; } = new(
        [17.88, 28.92, 33.00, 41.52, 42.12, 45.60, 48.48, 51.84, 51.96, 54.12, 55.56, 67.80, 68.64, 68.64, 68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.40]);

    /// <summary>Weeks of remission under 6-mercaptopurine. E. Freireich and others, Blood 21, 1963.</summary>
    public static Observations Remissions { get; } = new([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]);
}
