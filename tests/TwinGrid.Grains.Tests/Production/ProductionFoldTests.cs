using System.Collections.Immutable;
using System.Text;
using CsCheck;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Production;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestCatalog;

namespace TwinGrid.Grains.Tests.Production;

public sealed class ProductionFoldTests
{
    private const long Second = Nanoseconds.PerSecond;
    private const int State = 0;
    private const int Good = 1;
    private const int Reject = 2;
    private const int Power = 3;
    private const int Energy = 4;

    [Fact]
    public void OnSample_States_AddUpByClass()
    {
        var fold = Fold();
        Feed(fold, State, (10, 1), (70, 5), (100, 1), (105, 9));
        var totals = Read(fold);
        Assert.Equal(65, totals.Seconds[(int)StateClass.Running]);
        Assert.Equal(30, totals.Seconds[(int)StateClass.Down]);
        Assert.Equal((StateClass.Unknown, 105 * Second), (totals.State, totals.StateSinceNs));
    }

    [Fact]
    public void OnSample_CounterRestart_IsBridged()
    {
        var fold = Fold();
        Feed(fold, Good, (1, 1_000), (2, 1_010), (3, 4), (4, 6));
        Feed(fold, Reject, (1, 0), (2, 3));
        var totals = Read(fold);
        Assert.Equal((16.0, 3.0, 4 * Second), (totals.GoodUnits, totals.RejectedUnits, totals.NewestNs));
    }

    [Fact]
    public void OnSample_Power_HoldsUntilTheNextButNoLongerThanStaleAfter()
    {
        var fold = Fold();

        // 3 600 W for 10 s = 10 W·h; then 7 200 W, known for the 60 s of stale-after only = 120 W·h.
        Feed(fold, Power, (0, 3_600), (10, 7_200), (1_000, 0));
        Assert.Equal(0.130, Read(fold).EnergyKilowattHours, 12);
    }

    [Fact]
    public void OnSample_EnergyCounter_ReplacesPower()
    {
        var fold = Fold(energyCounter: true);
        Feed(fold, Energy, (0, 5_000), (10, 7_500));
        Feed(fold, Power, (0, 1e9), (10, 1e9));
        Assert.Equal(2.5, Read(fold).EnergyKilowattHours, 12);
    }

    [Fact]
    public void TryRead_TypeWithoutProduction_IsFalse()
    {
        var fold = new ProductionFold();
        fold.OnDefinition(Of(Type([Signal("t")])));
        Assert.False(fold.TryRead(0, out _));
        Assert.False(fold.TryRead(9, out _));
    }

    [Fact]
    public void Fold_SavedAndLoaded_ContinuesAsIfNothingHadHappened() =>
        Gen.Select(Gen.Select(Gen.Int[0, 4], Gen.Int[0, 9]).Array[1, 60], Gen.Int[0, 60]).Sample((steps, cut) =>
        {
            var whole = Fold();
            var first = Fold();
            var second = new ProductionFold();
            for (var i = 0; i < steps.Length; i++)
            {
                if (i == Math.Min(cut, steps.Length - 1))
                {
                    using var reader = new BinaryReader(new MemoryStream(Snapshot(first)), Encoding.UTF8);
                    second.Load(reader, Catalog(false));
                    first = second;
                }

                Feed(whole, steps[i].Item1, (i, steps[i].Item2));
                Feed(first, steps[i].Item1, (i, steps[i].Item2));
            }

            Assert.Equal(Snapshot(whole), Snapshot(second));
        });

    [Fact]
    public void OnSample_StateAgain_LeavesThePhase()
    {
        var fold = Fold();
        Feed(fold, State, (10, 1), (70, 1), (100, 5), (130, 5));
        Assert.Equal((100 * Second, 90.0), (Read(fold).PhaseSinceNs, Read(fold).RunningAtDown));
        Feed(fold, Good, (5, 3), (8, 4), (9, 4));
        Assert.Equal(8 * Second, Read(fold).LastUnitNs);
    }

    /// <summary>A snapshot from before phases were kept: version 1, one asset, running since 10 s with 5 s of running before.</summary>
    [Fact]
    public void Load_SnapshotWithoutPhases_IsWrittenAsItWasUntilSomethingChanges()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write((byte)1);
        writer.Write(1);
        writer.Write(0);
        foreach (var seconds in new double[] { 0, 5, 0, 0, 0, 0, 0, 0 })
        {
            writer.Write(seconds);
        }

        writer.Write((byte)StateClass.Running);
        writer.Write(10 * Second);
        foreach (var figure in new double[] { 3, 0, 0 })
        {
            writer.Write(figure);
        }

        writer.Write(10 * Second);
        foreach (var figure in new double[] { 9, double.NaN, double.NaN, double.NaN })
        {
            writer.Write(figure);
        }

        writer.Write(long.MinValue);
        var fold = new ProductionFold();
        using var reader = new BinaryReader(new MemoryStream(stream.ToArray()), Encoding.UTF8);
        fold.Load(reader, Catalog(false));

        Assert.Equal(stream.ToArray(), Snapshot(fold));
        Assert.Equal((3.0, 5.0, long.MinValue), (Read(fold).GoodUnits, Read(fold).Seconds[(int)StateClass.Running], Read(fold).PhaseSinceNs));
        Feed(fold, State, (20, 1), (30, 1));
        Assert.Equal((25.0, 20 * Second), (Read(fold).Seconds[(int)StateClass.Running], Read(fold).PhaseSinceNs));
        var again = new ProductionFold();
        using var second = new BinaryReader(new MemoryStream(Snapshot(fold)), Encoding.UTF8);
        again.Load(second, Catalog(false));
        Assert.Equal(20 * Second, Read(again).PhaseSinceNs);
    }

    private static TestCatalog Catalog(bool energyCounter) => Of(Type(
        [
            Signal("state") with { Type = SignalType.Enumeration, Symbols = [new("Run", 1), new("Fault", 5), new("Odd", 9)] },
            Signal("good"),
            Signal("reject"),
            Signal("power", "W", TimeSpan.FromSeconds(60)),
            Signal("energy", "W.h"),
        ],
        production: new ProductionDefinition
        {
            StateSignal = "state",
            StateClasses = ImmutableSortedDictionary<string, StateClass>.Empty.Add("Run", StateClass.Running).Add("Fault", StateClass.Down),
            GoodCounter = "good",
            RejectCounter = "reject",
            Power = "power",
            EnergyCounter = energyCounter ? "energy" : null,
        }));

    private static ProductionFold Fold(bool energyCounter = false)
    {
        var fold = new ProductionFold();
        fold.OnDefinition(Catalog(energyCounter));
        return fold;
    }

    private static void Feed(ProductionFold fold, int ordinal, params (double Seconds, double Value)[] samples)
    {
        foreach (var (seconds, value) in samples)
        {
            fold.OnSample(0, ordinal, (long)(seconds * Second), value, Quality.Good);
        }
    }

    private static ProductionTotals Read(ProductionFold fold)
    {
        Assert.True(fold.TryRead(0, out var totals));
        return totals;
    }

    private static byte[] Snapshot(ProductionFold fold)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        fold.Save(writer);
        return stream.ToArray();
    }
}
