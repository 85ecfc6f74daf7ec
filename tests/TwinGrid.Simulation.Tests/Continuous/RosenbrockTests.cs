using System.Globalization;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Continuous;

public sealed class RosenbrockTests
{
    private static readonly SolverOptions Tight = new() { Method = SolverMethod.Rosenbrock, RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-14 };

    public static TheoryData<string, double, double[]> RobertsonReference => new()
    {
        { "26", .4, [.98517211386099, 3.386395378975e-5, .01479402218522] },
        { "27", 40, [.71582706871941, 9.185534764558e-6, .28416374574583] },
        { "27", 4e5, [.00493827452098, 1.98499408795e-8, .99506170562908] },
        { "28", 1e11, [2.0833401495535e-8, 8.3333607697436e-14, .99999997916652] },
    };

    [Theory]
    [Validation("OdeIntegrator, rtol 1e-10")]
    [MemberData(nameof(RobertsonReference))]
    public void AdvanceTo_Robertson_MatchesReference(string row, double end, double[] expected)
    {
        foreach (var method in new[] { SolverMethod.Rosenbrock, SolverMethod.Automatic })
        {
            var integrator = new OdeIntegrator(StiffSystem.Robertson(), Tight with { Method = method, AbsoluteTolerance = 1e-24 });
            integrator.Start(0, [1, 0, 0]);

            Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(end).Kind);
            for (var i = 0; i < 3; i++)
            {
                KnownAnswer.CheckRelative(row, $"y{i + 1}({(end < 1e6 ? end.ToString(CultureInfo.InvariantCulture) : "1e11")}), {method}", expected[i], integrator.State[i], Close.Solver);
            }
        }
    }

    [Fact]
    public void AdvanceTo_RobertsonByFiniteDifferences_StaysAccurateOverElevenDecades()
    {
        var integrator = new OdeIntegrator(new FunctionSystem(3, StiffSystem.Robertson().Derivative), new SolverOptions { RelativeTolerance = 1e-7, AbsoluteTolerances = [1e-14, 1e-20, 1e-9] });
        integrator.Start(0, [1, 0, 0]);

        Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(1e11).Kind);
        Close.To(2.0833401495535e-8, integrator.State[0], 1e-5);
        Close.To(8.3333607697436e-14, integrator.State[1], 1e-5);
        Close.To(.99999997916652, integrator.State[2], 1e-5);
    }

    [Theory]
    [Validation("OdeIntegrator, rtol 1e-10")]
    [InlineData(SolverMethod.Rosenbrock)]
    [InlineData(SolverMethod.Automatic)]
    public void AdvanceTo_StiffVanDerPol_MatchesReference(SolverMethod method)
    {
        var integrator = new OdeIntegrator(StiffSystem.VanDerPol(1e-6), Tight with { Method = method, AbsoluteTolerance = 1e-10 });
        integrator.Start(0, [2, 0]);

        Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(2).Kind);
        KnownAnswer.CheckRelative("29", $"y1(2), {method}", 1.70616773217049, integrator.State[0], Close.Solver);
        KnownAnswer.CheckRelative("29", $"y2(2), {method}", -.89280970102479, integrator.State[1], Close.Solver);
    }

    [Theory]
    [Validation("OdeIntegrator, rtol 1e-10")]
    [InlineData(SolverMethod.Rosenbrock)]
    [InlineData(SolverMethod.Automatic)]
    [InlineData(SolverMethod.DormandPrince)]
    public void AdvanceTo_Hires_MatchesReference(SolverMethod method)
    {
        double[] expected =
        [
            7.371312573325e-4, 1.442485726316e-4, 5.888729740967e-5, .001175651343283,
            .002386356198831, .006238968252741, .002849998395185, .002850001604815,
        ];
        var integrator = new OdeIntegrator(StiffSystem.Hires(), Tight with { Method = method });
        integrator.Start(0, [1, 0, 0, 0, 0, 0, 0, .0057]);

        Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(321.8122).Kind);
        for (var i = 0; i < 8; i++)
        {
            KnownAnswer.CheckRelative("31", $"y{i + 1}, {method}", expected[i], integrator.State[i], Close.Solver);
        }
    }

    /// <summary>Error at t = 1 of fixed steps on a problem that depends on time, with an index-1 algebraic variable.</summary>
    private static double ErrorOfSteps(int steps, bool inside)
    {
        // y' = -z, z = y (1 + sin t)^2 written implicitly; y = exp(-Int (1 + sin)^2).
        var system = new AlgebraicSystem(2, [1, 0], (t, y, f) =>
        {
            f[0] = -y[1];
            f[1] = Math.Sqrt(y[1]) - (Math.Sqrt(y[0]) * (1 + Math.Sin(t)));
        });
        var h = 1.0 / steps;
        var integrator = new OdeIntegrator(system, new SolverOptions { RelativeTolerance = 0.1, AbsoluteTolerance = 10, MaximumStepSeconds = h });
        integrator.Start(0, [1, 1]);
        double worst = 0;
        var state = new double[2];
        while (integrator.Time < 1)
        {
            integrator.Step(Math.Min(1, integrator.Time + h));
            for (var i = 1; i <= 8; i++)
            {
                var t = inside ? integrator.StepStart + (i / 8.0 * (integrator.Time - integrator.StepStart)) : integrator.Time;
                integrator.Interpolate(Math.Min(t, integrator.Time), state);
                var exact = Math.Exp(-((1.5 * t) + (2 * (1 - Math.Cos(t))) - (Math.Sin(2 * t) / 4)));
                worst = Math.Max(worst, Math.Abs(state[0] - exact) + Math.Abs(state[1] - (exact * Math.Pow(1 + Math.Sin(t), 2))));
            }
        }

        return worst;
    }

    [Fact]
    public void Step_HalvedSteps_ErrorFallsWithTheFifthPowerOrBetter() =>
        Assert.InRange(Math.Log2(ErrorOfSteps(8, inside: false) / ErrorOfSteps(16, inside: false)), 4.7, 6.2);

    [Fact]
    public void Interpolate_HalvedSteps_ErrorFallsWithTheFourthPowerOrBetter() =>
        Assert.InRange(Math.Log2(ErrorOfSteps(8, inside: true) / ErrorOfSteps(16, inside: true)), 3.8, 5.6);

    [Fact]
    public void Step_WarmedUp_AllocatesNothing()
    {
        var integrator = new OdeIntegrator(StiffSystem.Hires(), new SolverOptions());
        double[] y = [1, 0, 0, 0, 0, 0, 0, .0057];
        integrator.Start(0, y);
        integrator.AdvanceTo(321.8122);
        var before = GC.GetAllocatedBytesForCurrentThread();
        integrator.Start(0, y);
        integrator.AdvanceTo(321.8122);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(integrator.Report.StiffSteps > 0);
    }
}
