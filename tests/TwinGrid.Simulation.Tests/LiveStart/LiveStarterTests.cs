using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.LiveStart;

public sealed class LiveStarterTests
{
    private const long Second = Nanoseconds.PerSecond;

    private const string PhaseMap = "      - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle, Aborted: down}}\n";

    private static readonly CutProduction Running = new()
    {
        State = StateClass.Running, PhaseSinceNs = LivePlant.At - (300 * Second), LastUnitNs = LivePlant.At - (12 * Second), RunningSecondsSinceDown = 5_000,
    };

    [Fact]
    public void Read_MappedAsset_HasPhaseLevelAndWhatTheCutKnowsOfThem()
    {
        var start = Good(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 1))));
        var states = start.Draw(StreamSource.StateDraw(1, 0));
        var machine = states["fill-1.machine"];
        Assert.Equal(("processing", 12.0, 5_000.0), (machine.Phase, machine.ElapsedSeconds, machine["age"]));
        Assert.Equal(7.0, states["fill-1.infeed"]["level"]);
        Assert.Equal(("idle", 0.0), (states["fill-2.machine"].Phase, states["fill-2.machine"].ElapsedSeconds));
        Assert.Equal("hash", start.Hash);
        Assert.Empty(start.Warnings);

        // Calendars go on from Monday 1970-01-12 13:46:40, a week and 13 h 46 min 40 s after the first Monday.
        Assert.Equal((7 * 86_400) + 49_600, start.CalendarSeconds);
    }

    [Fact]
    public void Read_MachineUnderRepair_HasTheTimeThatTheRepairLasts()
    {
        var down = Running with { State = StateClass.Down, PhaseSinceNs = LivePlant.At - (90 * Second), RunningSecondsSinceDown = 0 };
        var machine = Good(LivePlant.Read(LivePlant.Cut(down, ("state", 9, 1), ("bottles", 7, 1)))).Draw(StreamSource.StateDraw(1, 0))["fill-1.machine"];
        Assert.Equal(("down", 90.0), (machine.Phase, machine.ElapsedSeconds));
    }

    /// <summary>The count that tells the level has nothing to put it right by, although the machine has one of the parts too.</summary>
    [Fact]
    public void Read_LevelToldByTheWorkInProcess_IsLeftAsItIs()
    {
        var start = Good(LivePlant.Read(
            LivePlant.Cut(Running, ("state", 6, 1), ("content", 12, 1)),
            LivePlant.Map.Replace("signal: bottles", "expression: content / 2, unit: \"1\", standardDeviation: 1, otherwise: 0", StringComparison.Ordinal),
            document => document with { Start = document.Start with { StateUncertainty = false } }));

        Assert.Equal(6.0, start.Draw(StreamSource.StateDraw(1, 0))["fill-1.infeed"]["level"]);
        Assert.Empty(start.Warnings.Where(warning => warning.Contains("fill-1.infeed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_TypeWithoutMap_IsRefusedNamingTypeSignalsAndStates()
    {
        var error = Assert.Single(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1)), map: "").Errors);
        Assert.Contains("asset type 'filler' (2 assets, such as 'fill-1') has no 'behaviour.live' map", error.Message, StringComparison.Ordinal);
        Assert.Contains("state, bottles, content", error.Message, StringComparison.Ordinal);
        Assert.Contains("infeed.level, machine.phase, machine.elapsed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoUsableValue_IsRefusedNamingTheSignal()
    {
        var missing = Assert.Single(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1))).Errors);
        Assert.Contains("'fill-1.infeed.level' can't be told from the live state: signal 'bottles' has no usable value", missing.Message, StringComparison.Ordinal);
        var bad = LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 1)).With("bottles", signal => signal with { Quality = Quality.BadNoCommunication });
        Assert.Single(LivePlant.Read(bad).Errors);
        var symbol = Assert.Single(LivePlant.Read(LivePlant.Cut(Running, ("state", 3, 1), ("bottles", 7, 1))).Errors);
        Assert.Contains("'fill-1.machine.phase'", symbol.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Otherwise_IsTakenAndNamedWithTheBadData()
    {
        const string Map =
            "    live:\n      - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle, Aborted: down}, otherwise: idle}\n"
            + "      - {state: infeed.level, signal: bottles, otherwise: 4}";
        var cut = LivePlant.Cut(Running, ("bottles", 7, 1)).With("bottles", signal => signal with { Quality = Quality.BadNoCommunication });
        var start = Good(LivePlant.Read(cut, Map));
        var states = start.Draw(StreamSource.StateDraw(1, 0));
        Assert.Equal(("idle", 4.0), (states["fill-1.machine"].Phase, states["fill-1.infeed"]["level"]));
        Assert.Equal(
            [
                "live start: bad data, not used: fill-1.bottles (0x80310000)",
                "live start: signals that never had a value: fill-1.state",
                "live start: states taken from 'otherwise' of the definition: fill-1.infeed.level = 4 1, fill-1.machine.phase = idle",
            ],
            start.Warnings);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public void Read_OldValue_IsUsedAndNamed(double ageSeconds, bool isStale)
    {
        var start = Good(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, ageSeconds))));
        Assert.Equal(isStale ? ["live start: stale data, used all the same: fill-1.bottles (61 s old)"] : Array.Empty<string>(), start.Warnings);
        var strict = Good(LivePlant.Read(
            LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, ageSeconds)), change: document => document with { Start = document.Start with { StaleAfter = TimeSpan.FromSeconds(10) } }));
        Assert.Single(strict.Warnings);
    }

    [Fact]
    public void Draw_OldValueWithStatistics_SpreadsAsItsAgeSays()
    {
        // Variance 9, tau 100 s, age 50 s: variance given the last value 9 (1 - exp(-1)) = 5.689; levels are whole, which adds 1/12.
        var cut = LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 10, 50)).With("bottles", signal => signal with { Variance = 9 });
        var start = Good(LivePlant.Read(cut));
        var levels = Enumerable.Range(0, 4_000).Select(draw => start.Draw(StreamSource.StateDraw(1, draw))["fill-1.infeed"]["level"]!.Value).ToArray();
        var mean = levels.Average();
        var variance = levels.Sum(level => (level - mean) * (level - mean)) / (levels.Length - 1);

        // 4 standard errors: of the mean sqrt(5.77 / 4000) = 0.038, of the variance 5.77 sqrt(2 / 4000) = 0.129.
        Assert.InRange(mean, 10 - 0.152, 10 + 0.152);
        Assert.InRange(variance, 5.772 - 0.52, 5.772 + 0.52);
        Assert.Equal(start.Draw(StreamSource.StateDraw(1, 7))["fill-1.infeed"]["level"], levels[7]);

        var sure = Good(LivePlant.Read(cut, change: document => document with { Start = document.Start with { StateUncertainty = false } }));
        Assert.Equal(10.0, sure.Draw(StreamSource.StateDraw(1, 7))["fill-1.infeed"]["level"]);
    }

    [Fact]
    public void Read_Expression_ConvertsUnitsAndRoundsParts()
    {
        const string Map = "    live:\n" + PhaseMap
            + "      - {state: machine.age, signal: hours}\n      - {state: infeed.level, expression: fill / 100 '%' * 20, unit: \"1\"}";
        var start = Good(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1), ("hours", 2, 1), ("fill", 62, 1)), Map));
        var states = start.Draw(StreamSource.StateDraw(1, 0));
        Assert.Equal(7_200.0, states["fill-1.machine"]["age"]);
        Assert.Equal(12.0, states["fill-1.infeed"]["level"]);
        Assert.Equal(["live start: levels that were no whole parts, rounded: fill-1.infeed (12.4)"], start.Warnings);
    }

    [Fact]
    public void Read_StaleOrBadInputsOfAnExpression_AreNamedAndSpreadIt()
    {
        const string Map = "    live:\n" + PhaseMap
            + "      - {state: infeed.level, expression: bottles / 2, unit: \"1\", otherwise: 4}";
        var cut = LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 20, 100)).With("bottles", signal => signal with { Variance = 36 });

        var start = Good(LivePlant.Read(cut, Map));
        var levels = Enumerable.Range(0, 2_000).Select(draw => start.Draw(StreamSource.StateDraw(1, draw))["fill-1.infeed"]["level"]!.Value).ToArray();
        var mean = levels.Average();
        var variance = levels.Sum(level => (level - mean) * (level - mean)) / (levels.Length - 1);
        var bad = Good(LivePlant.Read(cut.With("bottles", signal => signal with { Quality = Quality.BadNoCommunication }), Map));

        // Half of a signal of variance 36, tau 100 s, age 100 s: 9 (1 - exp(-2)) = 7.782 and 1/12 of whole parts; sqrt(2 / 2000) = 0.032 of it is a standard error.
        Assert.Equal(["live start: stale data, used all the same: fill-1.bottles (100 s old)"], start.Warnings);
        Assert.InRange(variance, 7.865 * (1 - 0.126), 7.865 * (1 + 0.126));
        Assert.Contains("live start: bad data, not used: fill-1.bottles (0x80310000)", bad.Warnings);
    }

    [Fact]
    public void Read_StaleSignalOfATimeSinceChange_IsNamed()
    {
        const string Map = "    live:\n" + PhaseMap + "      - {state: infeed.level, signal: bottles}\n      - {state: machine.age, sinceChangeOf: bottles}";
        var expected = Good(LivePlant.Read(
            LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 1), ("hours", 1, 100)).With("hours", signal => signal with { UnchangedSinceNs = LivePlant.At - (500 * Second) }),
            Map.Replace("sinceChangeOf: bottles", "sinceChangeOf: hours, otherwise: 0 s", StringComparison.Ordinal),
            document => document with { Start = document.Start with { StaleAfter = TimeSpan.FromSeconds(60) } }));

        Assert.Equal(500.0, expected.Draw(StreamSource.StateDraw(1, 0))["fill-1.machine"]["age"]);
        Assert.Contains("live start: stale data, used all the same: fill-1.hours (100 s old)", expected.Warnings);
    }

    [Theory]
    [InlineData("as-is")]
    [InlineData("quick")]
    public void Run_BufferThatHoldsLessInOneArm_StartsWithWhatItHoldsThere(string small)
    {
        var (plan, plant) = LivePlant.Plan(change: document => document with
        {
            Arms = [.. document.Arms.Select(arm => arm.Name == small ? arm with { Set = arm.Set.SetItem("fill-1.infeed.capacity", new NumberValue(5)) } : arm)],
        });
        var started = plan.StartingFrom(Good(LiveStarter.Read(plan, plant, LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 10, 1)), "hash")));
        var run = new ExperimentRun(started, [1, 1]);
        ExperimentExecutor.Execute(started, run, 1, null, TestContext.Current.CancellationToken);

        // What stood there and the part in the machine leave within the hour.
        Assert.Equal([.. plan.Arms.Select(arm => arm.Name == small ? 6.0 : 11.0)], run.Results().Select(arm => arm[0].Kpis[0]));
        Assert.Equal([$"live start: 'fill-1.infeed' starts with 5 parts instead of 10 in arm '{small}': it holds 0 to 5 there"], started.Start.Warnings);
    }

    [Fact]
    public void Read_WorkInProcessSaysOtherwise_BuffersAreRepairedAndToldSo()
    {
        var start = Good(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 1), ("content", 11, 1))));
        Assert.Equal(10.0, start.Draw(StreamSource.StateDraw(1, 0))["fill-1.infeed"]["level"]);
        Assert.Equal(
            ["live start: 'fill-1.infeed' starts with 10 parts instead of 7: machines and buffers of 'fill-1' hold 8 parts, its work in process says 11"], start.Warnings);
        var full = Good(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 1), ("content", 30, 1))));
        Assert.Equal(20.0, full.Draw(StreamSource.StateDraw(1, 0))["fill-1.infeed"]["level"]);
        Assert.Contains("live start: 'fill-1': 9 parts of its work in process (30) fit nowhere and are left out", full.Warnings);
        var over = Good(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 25, 1))));
        Assert.Equal(["live start: 'fill-1.infeed' starts with 20 parts instead of 25: it holds 0 to 20"], over.Warnings);
    }

    [Fact]
    public void Read_PartOfSeveralUnits_CountsUnitsInParts()
    {
        // 264 bottles in trays of 24 are 11 trays, one of them in the machine.
        const string Trays = "    unitsPerPart: 24\n    live:\n" + PhaseMap + "      - {state: infeed.level, expression: \"bottles / 24\", unit: \"1\"}";
        var start = Good(LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 240, 1), ("content", 264, 1)), Trays));
        Assert.Equal(10.0, start.Draw(StreamSource.StateDraw(1, 0))["fill-1.infeed"]["level"]);
        Assert.Empty(start.Warnings);
    }

    [Fact]
    public void Read_WorkInProcessOutOfDate_PutsNothingRight()
    {
        var start = Good(LivePlant.Read(
            LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 1), ("content", 11, 20)), change: document => document with { Start = document.Start with { StaleAfter = TimeSpan.FromSeconds(10) } }));
        Assert.Equal(7.0, start.Draw(StreamSource.StateDraw(1, 0))["fill-1.infeed"]["level"]);
        Assert.Equal(["live start: work in process that is too old to put parts right by: fill-1.content (20 s old)"], start.Warnings);
    }

    [Theory]
    [InlineData("{state: machine.phase, signal: state, map: {Execute: procesing, Stopped: idle, Aborted: down}}", "Did you mean 'processing'?")]
    [InlineData("{state: machine.phas, signal: bottles}", "Did you mean 'phase'?")]
    [InlineData("{state: machine.age, signal: fill}", "'machine.age' is in 's', and what the map gives in '%'")]
    [InlineData("{state: machine.phase, signal: bottles}", "'machine.phase' is a phase; it needs a signal of type enumeration or boolean with a map")]
    public void Read_WrongMap_IsRefusedInWords(string mapping, string expected)
    {
        var result = LivePlant.Read(LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 1), ("fill", 5, 1)), $"    live:\n      - {mapping}");
        Assert.Contains(result.Errors, error => error.Message.Contains(expected, StringComparison.Ordinal));
        Assert.Null(result.Start);
    }

    [Fact]
    public void Read_AssetThatTheCutDoesNotHave_IsRefusedByName()
    {
        var cut = LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 1));
        var less = new PlantCut { Plant = "plant", DefinitionHash = "", AtNs = cut.AtNs, Types = cut.Types, Assets = [cut.Assets[0]] };
        Assert.Contains("the cut has no asset 'fill-2'", Assert.Single(LivePlant.Read(less).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FromACut_WorksOffWhatIsThereAndNamesTheData()
    {
        var (plan, plant) = LivePlant.Plan();
        var started = plan.StartingFrom(Good(LiveStarter.Read(plan, plant, LivePlant.Cut(Running, ("state", 6, 1), ("bottles", 7, 100)), "hash")));
        var run = new ExperimentRun(started, [3, 3]);
        ExperimentExecutor.Execute(started, run, 1, null, TestContext.Current.CancellationToken);

        // Nothing comes in: the part in the machine and the seven before it leave within the hour.
        Assert.All(run.Results().SelectMany(arm => arm), result => Assert.Equal(8.0, result.Kpis[0]));
        Assert.Contains(ExperimentAnalysis.Analyse(started, run.Results()).Warnings, warning => warning.Contains("fill-1.bottles (100 s old)", StringComparison.Ordinal));
    }

    private static StartState Good(LiveStartResult result)
    {
        Assert.Empty(result.Errors);
        return result.Start!;
    }
}
