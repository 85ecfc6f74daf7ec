using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Equations;

/// <summary>Motions with known answers, written as documents.</summary>
public sealed class KnownMotionTests
{
    private const string BouncingBall = """
        parameters:
          - {name: g, unit: m/s2, default: 9.81}
          - {name: e, unit: "1", default: 0.7}
        variables:
          - {name: h, unit: m, initial: 1}
          - {name: v, unit: m/s, initial: 0}
          - {name: bounces, unit: "1", type: discrete, initial: 0}
        equations:
          - der(h) = v
          - der(v) = -g
        events:
          - {name: bounce, when: h < 0, set: {v: -e * v, bounces: bounces + 1}}
        """;

    private const string Rocket = """
        variables:
          - {name: H, unit: "[ft_i]", initial: 0}
          - {name: v, unit: "[ft_i]/s", initial: 0}
          - {name: burning, type: boolean, initial: true}
          - {name: thrust, unit: "[ft_i].kg/s2"}
          - {name: mass, unit: kg}
        equations:
          - der(H) = v
          - der(v) = thrust / mass - 0.3 '/s' * v - 32 '[ft_i]/s2'
          - thrust = if(burning, 2200 '[ft_i].kg/s2', 0)
          - mass = 11 'kg' - 0.1 'kg/s' * time
        events:
          - {name: cutOff, when: "burning and (H >= 4000 '[ft_i]' or time >= 10 's')", set: {burning: "false"}}
          - {name: apex, when: v < 0}
        """;

    private const string Thermostat = """
        parameters:
          - {name: ambient, unit: Cel, default: 10}
          - {name: limit, unit: Cel, default: 30}
          - {name: tau, unit: s, default: 100}
        ports:
          - {name: on, type: boolean, direction: out}
        variables:
          - {name: T, unit: Cel, initial: 19}
        equations:
          - der(T) = (if(on, limit, ambient) - T) / tau
        events:
          - {name: switchOn, when: T < 19 'Cel', set: {on: "true"}}
          - {name: switchOff, when: T > 21 'Cel', set: {on: "false"}}
        """;

    private const string Torricelli = """
        parameters:
          - {name: A, unit: m2, default: 1}
          - {name: a, unit: m2, default: 0.01}
          - {name: g, unit: m/s2, default: 9.81}
        variables:
          - {name: h, unit: m, initial: 2, min: 0, nominal: 1e-8}
          - {name: hasWater, type: boolean, initial: true}
        equations:
          - der(h) = if(hasWater, -a / A * sqrt(2 * g * noEvent(max(h, 0))), 0)
        events:
          - {name: empty, when: h <= 0, set: {h: 0, hasWater: "false"}}
        """;

    [Fact]
    [Validation("equations of a document")]
    public void BouncingBall_Impacts_AreAtTheKnownTimes()
    {
        double[] impacts = [.4515236409857, 1.0836567383658, 1.5261499065318, 1.8358951242480, 2.0527167766493, 2.2044919333303];
        var run = Modules.Start(Modules.Build(BouncingBall));

        foreach (var impact in impacts)
        {
            KnownAnswer.Check("33b", $"impact {Array.IndexOf(impacts, impact) + 1}", impact, NextEvent(run, 3), 1e-9);
            Assert.Equal([0], run.System.Happened.ToArray());
        }

        Assert.Equal(6, run.System[run.System.Model.Handle("m.bounces")]);
    }

    [Fact]
    public void BouncingBall_WithoutRest_IsStoppedWithTheLimit()
    {
        var run = Modules.Start(Modules.Build(BouncingBall));

        Assert.False(run.AdvanceTo(3));
        Assert.Contains("m: h < 0 fires ever faster", run.Failure, StringComparison.Ordinal);
        Assert.Contains("accumulates at 2.5586", run.Failure, StringComparison.Ordinal);
    }

    [Fact]
    [Validation("equations of a document, in feet")]
    public void Rocket_CutOffAndApex_AreAtTheKnownTimes()
    {
        var run = Modules.Start(Modules.Build(Rocket));
        const double Foot = 0.3048;

        KnownAnswer.Check("33c", "t at cut-off", 9.999726468544, NextEvent(run, 20), 1e-7);
        run.Evaluate(run.Time);
        KnownAnswer.Check("33c", "v at cut-off, ft/s", 576.772532, run.System[run.System.Model.Handle("m.v")] / Foot, 1e-5);
        KnownAnswer.Check("33c", "t at apex", 16.191156431938, NextEvent(run, 20), 1e-7);
        run.Evaluate(run.Time);
        KnownAnswer.Check("33c", "H at apex, ft", 5262.155911, run.System[run.System.Model.Handle("m.H")] / Foot, 1e-4);
    }

    [Fact]
    [Validation("equations of a document")]
    public void Thermostat_Switches_AfterTheKnownTimes()
    {
        var run = Modules.Start(Modules.Build(Thermostat));

        // At the start it is exactly 19: the first thing that happens is the way below it.
        var on = NextEvent(run, 100);
        var off = NextEvent(run, 100);
        var onAgain = NextEvent(run, 100);
        KnownAnswer.Check("33d", "time on", 20.0670695, off - on, 1e-7);
        KnownAnswer.Check("33d", "period", 40.1341391, onAgain - on, 1e-7);
    }

    [Fact]
    [Validation("equations of a document")]
    public void Torricelli_Tank_EmptiesAtTheKnownTime()
    {
        var run = Modules.Start(Modules.Build(Torricelli));

        KnownAnswer.Check("33e", "h(30), m", .5621948, run.ValueAt(30, "m.h"), 5e-8);
        // The root at the bottom is singular: half a tick of a microsecond.
        KnownAnswer.Check("33e", "empty at", 100 * Math.Sqrt(4 / 9.81), NextEvent(run, 100), 5e-7);
        Assert.True(run.AdvanceTo(100), run.Failure);
        Assert.Equal(0, run.ValueAt(100, "m.h"));
    }

    [Fact]
    [Validation("equations of a document")]
    public void VanDerPol_Nonstiff_EndsAtTheKnownState()
    {
        var run = Modules.Start(Modules.Build("""
            parameters:
              - {name: mu, unit: "1", default: 1}
            variables:
              - {name: y1, unit: "1", initial: 2}
              - {name: y2, unit: "1", initial: 0}
            equations:
              - der(y1) * 1 's' = y2
              - der(y2) * 1 's' = mu * (1 - y1 ^ 2) * y2 - y1
            """));

        KnownAnswer.Check("30", "y1(20)", 2.008149762174943, run.ValueAt(20, "m.y1"), 1e-7);
        KnownAnswer.Check("30", "y2(20)", -.042508875273201, run.ValueAt(20, "m.y2"), 1e-7);
    }

    /// <summary>Time of the next event of the document.</summary>
    private static double NextEvent(EquationRun run, double tEnd)
    {
        while (true)
        {
            var kind = run.Step(tEnd);
            Assert.True(kind != StepKind.Failed, run.Failure);
            Assert.True(run.Time < tEnd, "no event");
            if (kind == StepKind.Event)
            {
                var t = run.Time;
                Assert.True(run.Settle(), run.Failure);
                if (run.System.Happened.Length > 0)
                {
                    return t;
                }
            }
        }
    }
}
