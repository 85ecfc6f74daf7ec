using System.Text;
using CsCheck;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Grains.Alarms;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestCatalog;

namespace TwinGrid.Grains.Tests.Alarms;

public sealed class AlarmFoldPropertyTests
{
    private const int Assets = 4;

    private static readonly AlarmDefinition[] Alarms =
    [
        new() { Id = "high", Signal = "t", Kind = AlarmKind.High, Limit = 6, Hysteresis = 2 },
        new() { Id = "low", Signal = "t", Kind = AlarmKind.Low, Limit = 2, Delay = TimeSpan.FromSeconds(2) },
        new() { Id = "rate", Signal = "t", Kind = AlarmKind.Rate, Limit = 3, Delay = TimeSpan.FromSeconds(1) },
        new() { Id = "stuck", Signal = "t", Kind = AlarmKind.Stuck, Delay = TimeSpan.FromSeconds(3) },
    ];

    private static readonly Gen<(int Slot, int Kind, double Value)> Step = Gen.Select(Gen.Int[0, Assets - 1], Gen.Int[0, 10], Gen.Int[0, 9].Select(v => (double)v));

    [Fact]
    public void Fold_SavedAndLoadedAnywhere_ContinuesAsIfNothingHadHappened() =>
        Gen.Select(Step.Array[1, 80], Gen.Int[0, 80]).Sample((steps, cut) =>
        {
            var catalog = Of(Type([Signal("t")], Alarms), Assets);
            var (whole, wholeEvents) = Start(catalog);
            var (first, _) = Start(catalog);
            var at = Math.Min(cut, steps.Length);
            Run(whole, steps, 0, at);
            Run(first, steps, 0, at);
            var secondEvents = new RecordedEvents();
            var second = new AlarmFold(secondEvents);
            using (var reader = new BinaryReader(new MemoryStream(AlarmFoldTests.Snapshot(first)), Encoding.UTF8))
            {
                second.Load(reader, catalog);
            }

            var before = wholeEvents.All.Count;
            Run(whole, steps, at, steps.Length);
            Run(second, steps, at, steps.Length);
            Assert.Equal(AlarmFoldTests.Snapshot(whole), AlarmFoldTests.Snapshot(second));
            Assert.Equal(wholeEvents.All.Skip(before).Select(Tell), secondEvents.All.Select(Tell));
            Assert.Equal(whole.SlotsWithAlarms, second.SlotsWithAlarms);
        });

    [Fact]
    public void Fold_HighAlarm_FollowsTheNaiveModel() =>
        Step.Array[1, 80].Sample(steps =>
        {
            var catalog = Of(Type([Signal("t")], Alarms), Assets);
            var (fold, _) = Start(catalog);
            var active = new bool[Assets];
            for (var i = 0; i < steps.Length; i++)
            {
                Run(fold, steps, i, i + 1);
                var (slot, kind, value) = steps[i];
                if (kind < 7)
                {
                    active[slot] = value >= 6 || (active[slot] && value > 4);
                }

                Assert.Equal(active[slot], fold.GetAlarms(slot)[0].IsActive);
                Assert.Equal(
                    fold.GetAlarms(slot).Count(a => a.IsActive || a.State is AlarmState.Unacknowledged or AlarmState.ReturnedUnacknowledged),
                    fold.CountActive(slot));
            }
        });

    private static (AlarmFold Fold, RecordedEvents Events) Start(TestCatalog catalog)
    {
        var events = new RecordedEvents();
        var fold = new AlarmFold(events);
        fold.OnDefinition(catalog, 0, 0);
        return (fold, events);
    }

    private static void Run(AlarmFold fold, (int Slot, int Kind, double Value)[] steps, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var (slot, kind, value) = steps[i];
            var now = (i + 1) * Nanoseconds.PerSecond;
            var alarm = Alarms[(int)value % Alarms.Length].Id;
            var index = (ulong)i + 1;
            switch (kind)
            {
                case 7:
                    fold.OnRecord(new AlarmRecord(AlarmRecordKind.Acknowledge, slot, alarm, now, 0, "ann"), index);
                    break;
                case 8:
                    fold.OnRecord(new AlarmRecord(AlarmRecordKind.Shelve, slot, alarm, now, now + 5, "ann"), index);
                    break;
                case 9:
                    fold.OnRecord(new AlarmRecord(AlarmRecordKind.ShelvingExpired, slot, alarm, now), index);
                    break;
                case 10:
                    fold.OnRecord(new AlarmRecord(AlarmRecordKind.DelayElapsed, slot, alarm, now), index);
                    break;
                default:
                    fold.OnSample(slot, 0, now, value, Quality.Good, index);
                    break;
            }
        }
    }

    private static string Tell((ulong CommitIndex, string Kind, string Subject, long TimeNs, IReadOnlyDictionary<string, string> Attributes) e) =>
        $"{e.CommitIndex} {e.Kind} {e.Subject} {e.TimeNs} {string.Join(',', e.Attributes)}";
}
