using TwinGrid.Simulation.Continuous;

namespace TwinGrid.Simulation.Tests.Continuous;

/// <summary>A system from functions that knows its Jacobian.</summary>
internal sealed class StiffSystem(int dimension, FunctionSystem.Function derivative, FunctionSystem.Function jacobian) : FunctionSystem(dimension, derivative), IJacobian, IDifferentialSystem
{
    bool IDifferentialSystem.IsAutonomous => true;

    public void Jacobian(double t, ReadOnlySpan<double> y, Span<double> result) => jacobian(t, y, result);

    /// <summary>Kinetics of Robertson (1966).</summary>
    public static StiffSystem Robertson() => new(3, (_, y, f) =>
    {
        var slow = .04 * y[0];
        var back = 1e4 * y[1] * y[2];
        var fast = 3e7 * y[1] * y[1];
        (f[0], f[1], f[2]) = (back - slow, slow - back - fast, fast);
    }, (_, y, j) =>
    {
        (j[0], j[1], j[2]) = (-.04, 1e4 * y[2], 1e4 * y[1]);
        (j[3], j[4], j[5]) = (.04, (-1e4 * y[2]) - (6e7 * y[1]), -1e4 * y[1]);
        (j[6], j[7], j[8]) = (0, 6e7 * y[1], 0);
    });

    /// <summary>Van der Pol's oscillator on its slow time.</summary>
    public static StiffSystem VanDerPol(double epsilon) => new(2, (_, y, f) =>
    {
        f[0] = y[1];
        f[1] = (((1 - (y[0] * y[0])) * y[1]) - y[0]) / epsilon;
    }, (_, y, j) =>
    {
        (j[0], j[1]) = (0, 1);
        (j[2], j[3]) = (((-2 * y[0] * y[1]) - 1) / epsilon, (1 - (y[0] * y[0])) / epsilon);
    });

    /// <summary>High irradiance responses of photomorphogenesis (Schaefer 1975).</summary>
    public static FunctionSystem Hires() => new(8, (_, y, f) =>
    {
        var binding = 280 * y[5] * y[7];
        f[0] = (-1.71 * y[0]) + (.43 * y[1]) + (8.32 * y[2]) + .0007;
        f[1] = (1.71 * y[0]) - (8.75 * y[1]);
        f[2] = (-10.03 * y[2]) + (.43 * y[3]) + (.035 * y[4]);
        f[3] = (8.32 * y[1]) + (1.71 * y[2]) - (1.12 * y[3]);
        f[4] = (-1.745 * y[4]) + (.43 * y[5]) + (.43 * y[6]);
        f[5] = -binding + (.69 * y[3]) + (1.71 * y[4]) - (.43 * y[5]) + (.69 * y[6]);
        f[6] = binding - (1.81 * y[6]);
        f[7] = -f[6];
    });
}
