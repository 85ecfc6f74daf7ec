using TwinGrid.Simulation.Continuous;

namespace TwinGrid.Simulation.Tests.Continuous;

/// <summary>Events that were located ahead and then did not happen, since an input changed before.</summary>
public sealed class TakenBackEventTests
{
    [Fact]
    public void Step_EventTakenBackAgainAndAgain_DoesNotCountAsAccumulation()
    {
        var ramp = new Ramp();
        var integrator = new OdeIntegrator(ramp, new SolverOptions());
        integrator.Start(0, [0.0]);
        for (var k = 0; k < 60; k++)
        {
            // The place where the level would be passed comes closer to 10 s, each time by half.
            var expected = 10 + Math.ScaleB(1, -k);
            ramp.Slope = 1 / expected;
            integrator.Restart(0, [0.0]);
            var outcome = integrator.AdvanceTo(20);

            Assert.Equal(StepKind.Event, outcome.Kind);
            Assert.Equal(expected, outcome.Time, 1e-9);
        }
    }

    private sealed class Ramp : IDifferentialSystem, IStateEvents
    {
        public double Slope { get; set; } = 1;

        public int Dimension => 1;

        public int EventCount => 1;

        public void Derivative(double t, ReadOnlySpan<double> y, Span<double> dydt) => dydt[0] = Slope;

        public void EventValues(double t, ReadOnlySpan<double> y, Span<double> values) => values[0] = y[0] - 1;
    }
}
