using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Continuous;

public sealed class DormandPrinceTests
{
    private static readonly SolverOptions Tight = new() { Method = SolverMethod.DormandPrince, RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-12 };

    internal static FunctionSystem VanDerPol(double mu) => new(2, (_, y, f) =>
    {
        f[0] = y[1];
        f[1] = (mu * (1 - (y[0] * y[0])) * y[1]) - y[0];
    })
    {
        Events = (_, y, g) => g[0] = y[0],
    };

    [Fact]
    [Validation("OdeIntegrator, DormandPrince, rtol 1e-10")]
    public void AdvanceTo_VanDerPol_MatchesReference()
    {
        var integrator = new OdeIntegrator(VanDerPol(1), Tight);
        integrator.Start(0, [2, 0]);

        Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(20).Kind);

        Assert.Equal(20, integrator.Time);
        KnownAnswer.CheckRelative("30", "y1(20)", 2.008149762174943, integrator.State[0], Close.Solver);
        KnownAnswer.CheckRelative("30", "y2(20)", -0.042508875273201, integrator.State[1], Close.Solver);
    }

    [Fact]
    [Validation("OdeIntegrator, DormandPrince, rtol 1e-10, 14th upward zero of y1 less the one before")]
    public void AdvanceTo_VanDerPolZeroRising_PeriodMatchesReference()
    {
        var system = new FunctionSystem(2, VanDerPol(1).Derivative) { Events = (_, y, g) => g[0] = y[0], Directions = [EventDirection.Rising] };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [2, 0]);

        // After a dozen turns nothing is left of the start.
        var times = new List<double>();
        while (times.Count < 14)
        {
            Assert.Equal(StepKind.Event, integrator.AdvanceTo(200).Kind);
            times.Add(integrator.Time);
        }

        KnownAnswer.CheckRelative("30", "period", 6.66328686, times[^1] - times[^2], 2e-9);
    }

    [Fact]
    [Validation("OdeIntegrator, DormandPrince, rtol 1e-13")]
    public void AdvanceTo_Arenstorf_ReturnsToItsStart()
    {
        const double Mu = 0.012277471, Period = 17.0652165601579625589, Speed = -2.00158510637908252240537862224;
        var system = new FunctionSystem(4, (_, y, f) =>
        {
            double x = y[0], z = y[1];
            var d1 = Math.Pow(((x + Mu) * (x + Mu)) + (z * z), 1.5);
            var d2 = Math.Pow(((x - (1 - Mu)) * (x - (1 - Mu))) + (z * z), 1.5);
            f[0] = y[2];
            f[1] = y[3];
            f[2] = x + (2 * y[3]) - ((1 - Mu) * (x + Mu) / d1) - (Mu * (x - (1 - Mu)) / d2);
            f[3] = z - (2 * y[2]) - ((1 - Mu) * z / d1) - (Mu * z / d2);
        });
        var integrator = new OdeIntegrator(system, Tight with { RelativeTolerance = 1e-13, AbsoluteTolerance = 1e-13 });
        integrator.Start(0, [0.994, 0, 0, Speed]);

        integrator.AdvanceTo(Period);

        // The orbit amplifies errors a millionfold.
        KnownAnswer.Check("32", "x", 0.994, integrator.State[0], 1e-9);
        KnownAnswer.Check("32", "y", 0, integrator.State[1], 1e-9);
        KnownAnswer.Check("32", "x'", 0, integrator.State[2], 2e-7);
        KnownAnswer.Check("32", "y'", Speed, integrator.State[3], 2e-7);
    }

    [Theory]
    [Validation("OdeIntegrator, DormandPrince, rtol 1e-10")]
    [InlineData("π/2", Math.PI / 2, 2.3678419475762)]
    [InlineData("1", 1, 2.1391376005587)]
    public void AdvanceTo_Pendulum_PeriodIsThatOfTheEllipticIntegral(string from, double amplitude, double period)
    {
        var system = new FunctionSystem(2, (_, y, f) =>
        {
            f[0] = y[1];
            f[1] = -9.81 * Math.Sin(y[0]);
        })
        {
            Events = (_, y, g) => g[0] = y[1],
            Directions = [EventDirection.Falling],
        };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [amplitude, 0]);

        Assert.Equal(StepKind.Event, integrator.AdvanceTo(10).Kind);
        KnownAnswer.CheckRelative("33a", $"period from {from}", period, integrator.Time, Close.Solver);
    }

    [Fact]
    public void Interpolate_WholeRange_IsAsAccurateAsTheSteps()
    {
        var system = new FunctionSystem(2, (_, y, f) =>
        {
            f[0] = y[1];
            f[1] = -y[0];
        });
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [0, 1]);
        Span<double> y = stackalloc double[2];
        while (integrator.Time < 10)
        {
            integrator.Step(10);
            for (var i = 0; i <= 8; i++)
            {
                var t = integrator.StepStart + (i / 8.0 * (integrator.Time - integrator.StepStart));
                integrator.Interpolate(Math.Min(t, integrator.Time), y);
                Assert.Equal(Math.Sin(t), y[0], 2e-8);
                Assert.Equal(Math.Cos(t), y[1], 2e-8);
            }
        }
    }

    [Fact]
    public void Interpolate_HalvedSteps_ErrorFallsWithTheFifthPower()
    {
        double WorstError(double h)
        {
            var integrator = new OdeIntegrator(new FunctionSystem(1, (t, y, f) => f[0] = -y[0] * Math.Cos(t)), new SolverOptions { Method = SolverMethod.DormandPrince, RelativeTolerance = 0.1, AbsoluteTolerance = 1 });
            integrator.Start(0, [1]);
            integrator.Step(h);
            Assert.Equal(h, integrator.Time);
            double worst = 0;
            var y = new double[1];
            for (var i = 1; i < 16; i++)
            {
                integrator.Interpolate(i * h / 16, y);
                worst = Math.Max(worst, Math.Abs(y[0] - Math.Exp(-Math.Sin(i * h / 16))));
            }

            return worst;
        }

        Assert.InRange(Math.Log2(WorstError(0.02) / WorstError(0.01)), 4.8, 5.2);
    }

    [Fact]
    public void Step_SameInputs_SameBits()
    {
        static long Digest()
        {
            var integrator = new OdeIntegrator(VanDerPol(5), new SolverOptions());
            integrator.Start(0, [2, 0]);
            var digest = 0L;
            while (integrator.Time < 20)
            {
                integrator.Step(20);
                digest = (digest * 31) + BitConverter.DoubleToInt64Bits(integrator.State[0]) + BitConverter.DoubleToInt64Bits(integrator.Time);
            }

            return digest;
        }

        Assert.Equal(Digest(), Digest());
    }

    [Fact]
    public void Step_ReusedIntegrator_SameBitsAsANewOne()
    {
        var integrator = new OdeIntegrator(VanDerPol(5), new SolverOptions());
        integrator.Start(0, [1, 1]);
        integrator.AdvanceTo(7);
        integrator.Start(0, [2, 0]);
        integrator.AdvanceTo(20);
        var fresh = new OdeIntegrator(VanDerPol(5), new SolverOptions());
        fresh.Start(0, [2, 0]);
        fresh.AdvanceTo(20);

        Assert.Equal(fresh.State.ToArray(), integrator.State.ToArray());
        Assert.Equal(fresh.Report, integrator.Report);
    }

    [Fact]
    public void Step_Evaluations_AreCountedExactly()
    {
        var system = VanDerPol(1);
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [2, 0]);
        integrator.AdvanceTo(20);

        Assert.Equal(system.Calls, integrator.Report.Evaluations);
        Assert.True(integrator.Report.Rejected < integrator.Report.Steps / 4);
    }

    [Fact]
    public void Step_Restarted_KeepsTheStepAsAHint()
    {
        var integrator = new OdeIntegrator(VanDerPol(1), Tight);
        integrator.Start(0, [2, 0]);
        integrator.AdvanceTo(1);
        var steps = integrator.Report.Steps;
        integrator.Restart(1, integrator.State.ToArray());
        integrator.Step(20);
        var first = integrator.Time - integrator.StepStart;
        integrator.Step(20);

        Assert.Equal(steps + 2, integrator.Report.Steps);
        Assert.InRange((integrator.Time - integrator.StepStart) / first, 0.3, 3);
    }

    [Fact]
    public void Step_ShortEnd_DoesNotShortenTheStepsAfterIt()
    {
        var integrator = new OdeIntegrator(VanDerPol(1), Tight);
        integrator.Start(0, [2, 0]);
        integrator.AdvanceTo(1);
        integrator.Step(20);
        var usual = integrator.Time - integrator.StepStart;
        integrator.Step(integrator.Time + 1e-9);
        integrator.Step(20);

        Assert.InRange((integrator.Time - integrator.StepStart) / usual, 0.5, 2);
    }

    [Fact]
    public void Step_WarmedUp_AllocatesNothing()
    {
        var system = new FunctionSystem(2, VanDerPol(1).Derivative) { Events = (_, y, g) => g[0] = y[0], Directions = [EventDirection.Both] };
        var integrator = new OdeIntegrator(system, Tight);
        double[] y = [2, 0];
        integrator.Start(0, y);
        integrator.AdvanceTo(20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        integrator.Start(0, y);
        while (integrator.Time < 20)
        {
            integrator.Step(20);
            integrator.Interpolate(0.5 * (integrator.StepStart + integrator.Time), y);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Step_NotStarted_Throws()
    {
        var integrator = new OdeIntegrator(VanDerPol(1), new SolverOptions());
        Assert.Throws<InvalidOperationException>(() => integrator.Step(1));
        integrator.Start(5, [2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => integrator.Step(4.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => integrator.Step(double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => integrator.Start(0, [1]));
    }

    [Theory]
    [InlineData(0, 1e-9)]
    [InlineData(1e-6, 0)]
    public void New_ToleranceOutOfRange_Throws(double relative, double absolute)
    {
        var error = Assert.Throws<ArgumentException>(() => new OdeIntegrator(VanDerPol(1), new SolverOptions { RelativeTolerance = relative, AbsoluteTolerance = absolute }));
        Assert.Contains("is 0; it must be", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_DerivativeNotFinite_NamesTheVariable()
    {
        var integrator = new OdeIntegrator(new FunctionSystem(2, (_, y, f) => (f[0], f[1]) = (1, Math.Log(y[1]))), new SolverOptions());
        integrator.Start(3, [0, -1]);

        Assert.Equal(StepKind.Failed, integrator.Step(10).Kind);
        Assert.Equal(FailureReason.NotFinite, integrator.Failure!.Reason);
        Assert.Equal(1, integrator.Failure.Index);
        Assert.Contains("At t = 3 s the derivative of y[1] is NaN where y[1] = -1", integrator.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_SolutionBlowsUp_FailsThere()
    {
        var integrator = new OdeIntegrator(new FunctionSystem(1, (_, y, f) => f[0] = y[0] * y[0]), Tight);
        integrator.Start(0, [1]);

        Assert.Equal(StepKind.Failed, integrator.AdvanceTo(2).Kind);
        Assert.Equal(1, integrator.Time, 1e-9);
        Assert.Equal(StepKind.Failed, integrator.Step(2).Kind);
        integrator.Restart(1, [0.1]);
        Assert.Null(integrator.Failure);
        Assert.Equal(StepKind.Advanced, integrator.Step(2).Kind);
    }
}
