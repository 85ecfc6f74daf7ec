using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Simulation.Tests.Experiments;

public sealed class RunRecordTests
{
    private static readonly ExperimentDocument Document = TestExperiments.TwoArms(replications: 3) with { Hash = "d1" };

    private static RunRecord Record(ExperimentDocument document)
    {
        var plan = TestExperiments.Plan(document);
        return RunRecord.Of(plan, "p1", TestExperiments.Execute(plan, 1).Results, wasCut: false);
    }

    [Fact]
    public void Json_Record_ReadsBackWithItsBits()
    {
        var record = Record(Document) with { Overrides = new ExperimentOverrides { Seed = "3", Set = [KeyValuePair.Create("a.b", "[1, 2]")] } };
        record = record with { Traces = record.Traces.SetItem(1, record.Traces[1] with { Kpis = [double.NaN, 0.1 + 0.2] }) };

        var read = RunRecordJson.Read(RunRecordJson.Write(record));

        Assert.Equal(record.Solver, read.Solver);
        Assert.Equal(record.Overrides.Set, read.Overrides.Set);
        Assert.Equal(record.Traces.Select(t => (t.Digest, t.Events)), read.Traces.Select(t => (t.Digest, t.Events)));
        Assert.Equal(record.Traces.SelectMany(t => t.Kpis), read.Traces.SelectMany(t => t.Kpis));
        Assert.Equal(record.Traces[0].Checkpoints, read.Traces[0].Checkpoints);
        Assert.Equal(record.Digest, read.Digest);
    }

    [Fact]
    public void MadeOfOther_SameAndOthers_NamesWhatIsAnother()
    {
        var record = Record(Document);
        var plan = TestExperiments.Plan(Document);

        Assert.Null(ReplayCheck.MadeOfOther(record, plan, "p1"));
        Assert.Equal("the hash of the plant's definition is none, in the record p1", ReplayCheck.MadeOfOther(record, plan, ""));
        Assert.Equal("the document's hash is d2, in the record d1", ReplayCheck.MadeOfOther(record, TestExperiments.Plan(Document with { Hash = "d2" }), "p1"));
        Assert.StartsWith("the list of modules is test-station@1, in the record", ReplayCheck.MadeOfOther(record with { Modules = ["machine@1"] }, plan, "p1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_KpisNamedLikeOtherColumns_AreToldApart()
    {
        var record = Record(Document);
        record = record with { Traces = record.Traces.SetItem(0, record.Traces[0] with { Kpis = [double.NaN, 2.5], Events = 7, Digest = 0xab }) };

        var lines = ReplicationTable.Csv(record, ["arm", "a, b"]).Split('\n');

        Assert.Equal("arm,replication,kpi.arm,\"a, b\",events,digest", lines[0]);
        Assert.Equal("slow,0,,2.5,7,00000000000000ab", lines[1]);
        Assert.Equal(8, lines.Length);
    }
}
