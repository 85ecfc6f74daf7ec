using System.Globalization;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Tests.Validation;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Continuous;

/// <summary>Against the reference outputs of the Modelica Association's Reference FMUs, which are made with explicit Euler.</summary>
public sealed class EulerTests
{
    private static OdeIntegrator Dahlquist()
    {
        var integrator = new OdeIntegrator(new FunctionSystem(1, (_, y, f) => f[0] = -y[0]), new SolverOptions { Method = SolverMethod.Euler, FixedStepSeconds = 0.1 });
        integrator.Start(0, [1]);
        return integrator;
    }

    private static OdeIntegrator Ball()
    {
        var system = new FunctionSystem(2, (_, y, f) => (f[0], f[1]) = (y[1], -9.81)) { Events = (_, y, g) => g[0] = y[0], Directions = [EventDirection.Falling] };
        var integrator = new OdeIntegrator(system, new SolverOptions { Method = SolverMethod.Euler, FixedStepSeconds = 1e-3 });
        integrator.Start(0, [1, 0]);
        return integrator;
    }

    [Fact]
    [Validation("OdeIntegrator, Euler")]
    public void AdvanceTo_Dahlquist_IsPointNineToTheHundredth()
    {
        var integrator = Dahlquist();
        integrator.AdvanceTo(10);

        KnownAnswer.CheckRelative("25", "Dahlquist, x(10)", 2.656139888758746e-5, integrator.State[0], 1e-13);
        Assert.Equal(100, integrator.Report.Steps);
    }

    [Fact]
    [Validation("OdeIntegrator, Euler")]
    public void AdvanceTo_BouncingBall_FirstRowMatches()
    {
        var integrator = Ball();
        integrator.AdvanceTo(0.01);

        KnownAnswer.CheckRelative("25", "bouncing ball, h(0.01)", 0.99955855, integrator.State[0], 1e-13);
        KnownAnswer.CheckRelative("25", "bouncing ball, v(0.01)", -0.0981, integrator.State[1], 1e-13);
    }

    [Fact]
    public void AdvanceTo_EndOffTheGrid_GoesOnWithTheGrid()
    {
        var integrator = Dahlquist();
        integrator.AdvanceTo(0.25);
        Close.To(0.81 * 0.95, integrator.State[0], 1e-14);
        integrator.AdvanceTo(0.3);

        Assert.Equal(0.3, integrator.Time);
        Close.To(0.81 * 0.95 * 0.95, integrator.State[0], 1e-14);
        integrator.Step(10);
        Assert.Equal(0.4, integrator.Time, 1e-15);
    }

    [Fact]
    public void AdvanceTo_DahlquistReference_EveryRowMatches()
    {
        var integrator = Dahlquist();
        foreach (var row in Rows("Dahlquist"))
        {
            integrator.AdvanceTo(row[0]);
            Close.To(row[1], integrator.State[0], 1e-12);
        }
    }

    [Fact]
    public void AdvanceTo_BouncingBallReference_EveryRowMatches()
    {
        // Impacts are seen at grid points, put the ball just above the floor, and end the motion below 0.1 m/s.
        var integrator = Ball();
        var resting = false;
        foreach (var row in Rows("BouncingBall"))
        {
            while (!resting && integrator.AdvanceTo(row[0]).Kind == StepKind.Event)
            {
                var rebound = -0.7 * integrator.State[1];
                resting = rebound < 0.1;
                integrator.Restart(integrator.Time, [2.2250738585072014E-308, resting ? 0 : rebound]);
            }

            Assert.Equal(row[1], integrator.State[0], 1e-11);
            Assert.Equal(row[2], integrator.State[1], 1e-11);
        }

        Assert.True(resting);
    }

    [Fact]
    public void New_EulerWithMassMatrix_Throws() => Assert.Throws<ArgumentException>(() =>
        new OdeIntegrator(new AlgebraicSystem(1, [0], (_, y, f) => f[0] = y[0]), new SolverOptions { Method = SolverMethod.Euler, FixedStepSeconds = 1 }));

    [Fact]
    public void New_EulerWithoutStep_Throws() => Assert.Throws<ArgumentException>(() =>
        new OdeIntegrator(new FunctionSystem(1, (_, y, f) => f[0] = y[0]), new SolverOptions { Method = SolverMethod.Euler }));

    private static IEnumerable<double[]> Rows(string model)
    {
        var file = Path.Combine(Repository.Data("fmi"), model, model + "_out.csv");
        Assert.SkipUnless(File.Exists(file), $"{file} is absent; set TWINGRID_DATA.");
        return File.ReadLines(file).Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray());
    }
}
