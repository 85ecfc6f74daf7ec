using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Tests.Reports;

namespace TwinGrid.Simulation.Tests.Experiments;

public sealed class GanttRecorderTests
{
    private static IReadOnlyList<IReadOnlyList<ReplicationResult>> Run(string outputs) =>
        TestExperiments.Execute(TestReports.Plan(TestReports.Line + "\n  outputs: " + outputs), 1).Results;

    [Fact]
    public void Run_GanttWanted_IsTakenOfTheFirstReplicationOfEachArmOnly()
    {
        var results = Run("{gantt: true}");

        Assert.All(results, arm => Assert.NotNull(arm[0].Gantt));
        Assert.All(results, arm => Assert.All(arm.Skip(1), r => Assert.Null(r.Gantt)));
        Assert.All(Run("{gantt: false}"), arm => Assert.Null(arm[0].Gantt));
    }

    [Fact]
    public void Run_GanttWanted_ChangesNoDigest() => Assert.Equal(RunDigest.Of(Run("{gantt: false}")), RunDigest.Of(Run("{gantt: true}")));

    [Fact]
    public void Run_GanttWanted_CoversEachServersTimeOnce()
    {
        var record = Run("{gantt: true}")[1][0].Gantt!;

        Assert.Equal([("filler", 0), ("packer", 0), ("packer", 1)], record.Rows.Select(r => (r.Component, r.Server)).Order());
        Assert.False(record.IsCut);
        foreach (var row in record.Spans.GroupBy(s => s.Row))
        {
            var spans = row.OrderBy(s => s.StartTicks).ToArray();
            Assert.Equal(0, spans[0].StartTicks);
            Assert.Equal(record.EndTicks, spans[^1].EndTicks);
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.EndTicks, pair.Second.StartTicks));
        }

        Assert.Contains(record.Spans, s => record.Phases[s.Phase] == "processing" && s.Part == "part/3");
    }

    [Fact]
    public void Enter_MoreThanIsKept_EndsTheRecordInGoodOrder()
    {
        var recorder = new GanttRecorder(5);
        for (var i = 0; i < 20; i++)
        {
            recorder.Enter("a", i % 2, i % 4 < 2 ? "processing" : "starved", null, new SimTime(10 * i));
        }

        var record = recorder.Finish(new SimTime(1000))!;

        Assert.True(record.IsCut);
        Assert.InRange(record.Spans.Length, 3, 5);
        Assert.All(record.Spans, s => Assert.InRange(s.EndTicks, s.StartTicks + 1, record.EndTicks));
        Assert.True(record.EndTicks < 1000);
    }

    [Fact]
    public void Enter_SamePhaseAndPart_IsOneSpan()
    {
        var recorder = new GanttRecorder(100);
        recorder.Enter("a", 0, "starved", null, SimTime.Zero);
        recorder.Enter("a", 0, "starved", null, new SimTime(5));
        recorder.Enter("a", 0, "down", null, new SimTime(5));
        recorder.Enter("a", 0, "starved", null, new SimTime(5));

        var record = recorder.Finish(new SimTime(9))!;

        Assert.Equal([new GanttSpan(0, 0, 0, 5, ""), new GanttSpan(0, 0, 5, 9, "")], record.Spans);
        Assert.Null(new GanttRecorder(100).Finish(new SimTime(9)));
    }

    [Fact]
    public void Of_Outputs_KeepsARecordOnlyWhenItIsWanted()
    {
        Assert.Null(GanttRecorder.Of(new OutputSettings { Gantt = false }));
        Assert.NotNull(GanttRecorder.Of(new OutputSettings()));
    }
}
