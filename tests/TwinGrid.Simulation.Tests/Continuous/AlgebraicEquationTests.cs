using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Continuous;

public sealed class AlgebraicEquationTests
{
    private const double Gravity = 9.81;

    private static readonly SolverOptions Tight = new() { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-12 };

    private static readonly string[] PendulumNames = ["x", "y", "vx", "vy", "tension"];

    /// <summary>A pendulum of length 1 in Cartesian coordinates, its length constraint differentiated so many times.</summary>
    private static AlgebraicSystem Pendulum(int differentiated) => new(5, [1, 1, 1, 1, 0], (_, y, f) =>
    {
        f[0] = y[2];
        f[1] = y[3];
        f[2] = -y[4] * y[0];
        f[3] = (-y[4] * y[1]) - Gravity;
        f[4] = differentiated switch
        {
            0 => (y[0] * y[0]) + (y[1] * y[1]) - 1,
            1 => (y[0] * y[2]) + (y[1] * y[3]),
            _ => (y[2] * y[2]) + (y[3] * y[3]) - (Gravity * y[1]) - (y[4] * ((y[0] * y[0]) + (y[1] * y[1]))),
        };
    })
    {
        Names = PendulumNames,
        Equations = ["1", "2", "3", "4", "the length constraint"],
        Events = (_, y, g) => g[0] = y[0],
        Directions = [EventDirection.Falling],
    };

    [Theory]
    [Validation("OdeIntegrator, index-1 algebraic equation, rtol 1e-10")]
    [InlineData("π/2", Math.PI / 2, 2.3678419475762)]
    [InlineData("1", 1, 2.1391376005587)]
    public void AdvanceTo_IndexReducedPendulum_PeriodIsThatOfTheEllipticIntegral(string from, double amplitude, double period)
    {
        var integrator = new OdeIntegrator(Pendulum(2), Tight);
        integrator.Start(0, [Math.Sin(amplitude), -Math.Cos(amplitude), 0, 0, 0]);

        Assert.Equal(StepKind.Event, integrator.AdvanceTo(10).Kind);
        var quarter = integrator.Time;
        Close.To(period / 4, quarter);
        Assert.Equal(StepKind.Event, integrator.AdvanceTo(10).Kind);
        KnownAnswer.CheckRelative("33a", $"period from {from}, Cartesian", period, integrator.Time - quarter, Close.Solver);
        Assert.Equal(1, Math.Sqrt((integrator.State[0] * integrator.State[0]) + (integrator.State[1] * integrator.State[1])), 1e-8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Start_PendulumOfHigherIndex_IsRefusedNamingTheConstraint(int differentiated)
    {
        var integrator = new OdeIntegrator(Pendulum(differentiated), Tight);
        integrator.Start(0, [1, 0, 0, 0, 0]);

        Assert.Equal(StepKind.Failed, integrator.Step(1).Kind);
        Assert.Equal(FailureReason.InconsistentStart, integrator.Failure!.Reason);
        Assert.Contains("the length constraint does not determine tension: the index is higher than 1", integrator.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_StateThatHappensToBeSingular_IsNotCalledHigherIndex()
    {
        // 0 = x z - 1 determines z unless x = 0.
        var system = new AlgebraicSystem(2, [1, 0], (_, y, f) => (f[0], f[1]) = (1, (y[0] * y[1]) - 1)) { Names = ["x", "z"], Equations = ["a", "b"] };
        var initialisation = new ConsistentInitialisation(system, Tight);

        Assert.Equal(InitialisationOutcome.SingularHere, initialisation.Solve(0, new double[2]));
        Assert.Contains("b does not determine z at this state", initialisation.Message, StringComparison.Ordinal);
        Assert.Equal(InitialisationOutcome.Consistent, initialisation.Solve(0, new double[] { 0.5, 0 }));
    }

    [Fact]
    public void Solve_RedundantConstraints_NamesOneOfThem()
    {
        var system = new AlgebraicSystem(3, [1, 0, 0], (_, y, f) => (f[0], f[1], f[2]) = (y[1], y[1] + y[2] - y[0], (2 * y[1]) + (2 * y[2]) - y[0]))
        {
            Names = ["level", "inflow", "outflow"],
            Equations = ["tank", "split", "mixer"],
        };
        var initialisation = new ConsistentInitialisation(system, Tight);

        Assert.Equal(InitialisationOutcome.HigherIndex, initialisation.Solve(0, new double[] { 1, 1, 1 }));
        Assert.Matches("(split|mixer) does not determine (inflow|outflow): the index", initialisation.Message);
    }

    [Fact]
    public void Solve_AlgebraicVariables_AreSolvedWithStatesHeldAndReported()
    {
        // Valve flow q with pressure drop dp: q = 3 sqrt(dp), dp = p - 2, written implicitly and started far away.
        var system = new AlgebraicSystem(3, [1, 0, 0], (_, y, f) => (f[0], f[1], f[2]) = (-y[1], (y[1] * y[1]) - (9 * y[2]), y[2] - y[0] + 2)) { Names = ["p", "q", "dp"] };
        var initialisation = new ConsistentInitialisation(system, Tight);
        double[] y = [6, 100, 0];

        Assert.Equal(InitialisationOutcome.Consistent, initialisation.Solve(0, y));
        Assert.Equal(6, y[0]);
        Assert.Equal(6, y[1], 1e-12);
        Assert.Equal(4, y[2], 1e-12);
        Assert.Equal(["q", "dp"], initialisation.Corrections().Select(c => c.Name));
        Assert.Equal((100.0, 6.0), (initialisation.Corrections()[0].Before, Math.Round(initialisation.Corrections()[0].After, 9)));
        Assert.True(double.IsNaN(initialisation.Corrections()[0].StandardDeviations));
    }

    [Fact]
    public void Solve_NoSolution_NamesTheEquationAndKeepsTheState()
    {
        var system = new AlgebraicSystem(2, [1, 0], (_, y, f) => (f[0], f[1]) = (0, (y[1] * y[1]) + y[0])) { Names = ["a", "b"], Equations = ["one", "two"] };
        var initialisation = new ConsistentInitialisation(system, Tight);
        double[] y = [1, 3];

        Assert.Equal(InitialisationOutcome.NotConverged, initialisation.Solve(0, y));
        Assert.Equal([1, 3], y);
        Assert.Contains("no state near the one given satisfies two: 1", initialisation.Message, StringComparison.Ordinal);
        Assert.Empty(initialisation.Corrections());
    }

    [Fact]
    public void Solve_NotFinite_NamesTheEquation()
    {
        var system = new AlgebraicSystem(2, [1, 0], (_, y, f) => (f[0], f[1]) = (0, Math.Log(y[1]))) { Names = ["a", "b"], Equations = ["one", "two"] };

        var initialisation = new ConsistentInitialisation(system, Tight);
        Assert.Equal(InitialisationOutcome.NotFinite, initialisation.Solve(2, new double[] { 1, -3 }));
        Assert.StartsWith("At t = 2 s two has no finite value", initialisation.Message, StringComparison.Ordinal);
    }

    /// <summary>Two tanks whose contents add up to 10; nothing algebraic.</summary>
    private sealed class Tanks : IDifferentialSystem, IStateConstraints
    {
        public int Dimension => 2;

        public int ConstraintCount => 1;

        public void Derivative(double t, ReadOnlySpan<double> y, Span<double> dydt) => (dydt[0], dydt[1]) = (-y[0], y[0]);

        public void Constraints(double t, ReadOnlySpan<double> y, Span<double> values) => values[0] = y[0] + y[1] - 10;
    }

    [Fact]
    public void Solve_ConservationWithUncertainStates_ChangesByVariance()
    {
        var initialisation = new ConsistentInitialisation(new Tanks(), Tight);
        double[] y = [4, 7];

        // The excess of 1 is shared 1 : 4, as the variances.
        Assert.Equal(InitialisationOutcome.Consistent, initialisation.Solve(0, y, [0.1, 0.2]));
        Assert.Equal(3.8, y[0], 1e-7);
        Assert.Equal(10, y[0] + y[1], 1e-11);
        Assert.Equal([-2.0, -4.0], initialisation.Corrections().Select(c => Math.Round(c.StandardDeviations, 6)));
    }

    [Fact]
    public void Solve_HeldState_IsNotChanged()
    {
        var initialisation = new ConsistentInitialisation(new Tanks(), Tight);
        double[] y = [4, 7];

        Assert.Equal(InitialisationOutcome.Consistent, initialisation.Solve(0, y, [0, 0.2]));
        Assert.Equal([4.0, 6.0], y.Select(value => Math.Round(value, 9)));
        Assert.Single(initialisation.Corrections());
        y = [4, 7];
        Assert.Equal(InitialisationOutcome.NotConverged, initialisation.Solve(0, y, [0, 0]));
        Assert.Contains("constraint 0", initialisation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_MeasuredAlgebraicVariable_PullsOnTheState()
    {
        // Outflow q = 2 h is algebraic and measured as well as the level h: minimise ((h-1)/1)^2 + ((2h-4)/1)^2.
        var system = new AlgebraicSystem(2, [1, 0], (_, y, f) => (f[0], f[1]) = (-y[1], y[1] - (2 * y[0])));
        var initialisation = new ConsistentInitialisation(system, Tight);
        double[] y = [1, 4];

        Assert.Equal(InitialisationOutcome.Consistent, initialisation.Solve(0, y, [1, 1]));
        Assert.Equal(1.8, y[0], 1e-7);
        Assert.Equal(2 * y[0], y[1], 1e-10);
        y = [1, 4];
        Assert.Equal(InitialisationOutcome.Consistent, initialisation.Solve(0, y, [1, double.PositiveInfinity]));
        Assert.Equal([1.0, 2.0], y.Select(value => Math.Round(value, 9)));
    }

    /// <summary>The index-reduced pendulum with the constraints that the reduction lost.</summary>
    private sealed class ConstrainedPendulum : IDifferentialSystem, IMassMatrix, IStateConstraints
    {
        private readonly IDifferentialSystem inner = Pendulum(2);

        public int Dimension => 5;

        public int ConstraintCount => 2;

        public void Derivative(double t, ReadOnlySpan<double> y, Span<double> dydt) => inner.Derivative(t, y, dydt);

        public void MassMatrix(Span<double> mass) => ((IMassMatrix)inner).MassMatrix(mass);

        public void Constraints(double t, ReadOnlySpan<double> y, Span<double> values) =>
            (values[0], values[1]) = ((y[0] * y[0]) + (y[1] * y[1]) - 1, (y[0] * y[2]) + (y[1] * y[3]));
    }

    [Fact]
    public void Solve_NoisyPendulum_LandsOnTheNearestConsistentState()
    {
        var initialisation = new ConsistentInitialisation(new ConstrainedPendulum(), Tight);
        double[] y = [0.63, -0.82, 0.51, 0.43, 7];

        Assert.Equal(InitialisationOutcome.Consistent, initialisation.Solve(0, y, [0.01, 0.01, 0.01, 0.01, double.PositiveInfinity]));

        Assert.Equal(1, (y[0] * y[0]) + (y[1] * y[1]), 1e-10);
        Assert.Equal(0, (y[0] * y[2]) + (y[1] * y[3]), 1e-10);
        Assert.Equal((y[2] * y[2]) + (y[3] * y[3]) - (Gravity * y[1]), y[4], 1e-8);

        // Nearest: the change is orthogonal to every direction that stays on both constraints (turn, and speed up).
        double[] change = [y[0] - 0.63, y[1] + 0.82, y[2] - 0.51, y[3] - 0.43];
        double[] turn = [-y[1], y[0], -y[3], y[2]], faster = [0, 0, -y[1], y[0]];
        Assert.Equal(0, change.Zip(turn, (a, b) => a * b).Sum(), 1e-8);
        Assert.Equal(0, change.Zip(faster, (a, b) => a * b).Sum(), 1e-8);
    }

    [Fact]
    public void AdvanceTo_DenseSingularMassMatrix_MatchesTheEquivalentSystem()
    {
        // Rows mixed: (a) x' + z' = -x, (b) x' + z' = -x + (z - x^2 + 0.5 x), so 0 = z - x^2 + x/2 and x' (1 + 2x - 1/2) = -x.
        var system = new AlgebraicSystem(2, [1, 1, 1, 1], (_, y, f) => (f[0], f[1]) = (-y[0], -y[0] + y[1] - (y[0] * y[0]) + (0.5 * y[0])));
        var integrator = new OdeIntegrator(system, Tight);
        var initialisation = new ConsistentInitialisation(system, Tight);
        double[] start = [1, 0.5];
        Assert.Equal(InitialisationOutcome.Consistent, initialisation.Solve(0, start));
        integrator.Start(0, [1, 0.5]);
        Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(1).Kind);

        // -0.5 ln x - 2 (x - 1) = t
        var x = integrator.State[0];
        Assert.Equal(1, (-0.5 * Math.Log(x)) - (2 * (x - 1)), 1e-8);
        Assert.Equal((x * x) - (0.5 * x), integrator.State[1], 1e-9);
    }

    [Fact]
    public void AdvanceTo_RestartAfterAnEvent_SolvesTheAlgebraicVariablesAgain()
    {
        var gain = 1.0;
        var system = new AlgebraicSystem(2, [1, 0], (_, y, f) => (f[0], f[1]) = (y[1], y[1] - (gain * (2 - y[0]))))
        {
            Events = (_, y, g) => g[0] = y[0] - 1,
            Directions = [EventDirection.Rising],
        };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [0, 0]);
        Assert.Equal(2, integrator.State[1], 1e-12);
        Assert.Equal(StepKind.Event, integrator.AdvanceTo(5).Kind);
        Close.To(Math.Log(2), integrator.Time);
        gain = 3;
        integrator.Restart(integrator.Time, integrator.State.ToArray());
        Assert.Equal(3, integrator.State[1], 1e-9);
        Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(Math.Log(2) + 1).Kind);
        Close.To(2 - Math.Exp(-3), integrator.State[0]);
    }
}
