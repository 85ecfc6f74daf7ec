using System.Collections.Immutable;
using CsCheck;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Cuts;

public sealed class CutEncodingTests
{
    private static readonly Gen<string> Ids = Gen.Char["abcdefgh-0123é"].Array[1, 6].Select(chars => new string(chars));

    private static readonly Gen<double> Numbers = Gen.OneOf(Gen.Double, Gen.OneOf(Gen.Const(-0.0), Gen.Const(double.NaN), Gen.Const(BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_1234))));

    private static readonly Gen<long> Times = Gen.OneOf(Gen.Long, Gen.Const(long.MinValue));

    private static readonly Gen<CutSignal> Signals = Gen.Select(Numbers, Ids.Null(), Times, Gen.UInt, Numbers, Numbers, Times)
        .Select((value, text, time, quality, mean, variance, since) => new CutSignal(value, text, time, quality, mean, variance, since));

    private static readonly Gen<CutProduction> Productions = Gen.Select(Gen.Int[0, 7], Times, Times, Numbers, Numbers.Array[0, 8], Numbers).Select(
        (state, since, unit, running, seconds, good) => new CutProduction
        {
            State = (StateClass)state, PhaseSinceNs = since, LastUnitNs = unit, RunningSecondsSinceDown = running, StateSeconds = [.. seconds], GoodUnits = good,
        });

    private static readonly Gen<CutAlarm> Alarms = Gen.Select(Ids, Gen.Bool, Gen.Bool, Times, Numbers)
        .Select((id, active, acknowledged, raised, value) => new CutAlarm(id, active, acknowledged, raised, value));

    private static readonly Gen<PlantCut> Cuts = Gen.Select(Ids.Array[0, 3], Ids.Array[0, 4], Gen.Select(Ids, Signals.Array[3], Numbers.Array[2], Productions.Null(), Alarms.Array[0, 3]).Array[0, 12], Gen.Int[0, 300], Gen.ULong, Times)
        .Select((lines, types, assets, partition, index, at) => Make(lines, types, assets, partition, index, at));

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameBytesAgain() => Cuts.Sample(cut =>
    {
        var bytes = CutEncoding.Write(cut);
        var read = CutEncoding.Read(bytes);
        Assert.Equal(bytes, CutEncoding.Write(read));
        Assert.Equal(cut.Assets.Length, read.Assets.Length);
        foreach (var (before, after) in cut.Assets.Zip(read.Assets))
        {
            Assert.Equal((before.Id, before.Line, before.Type.Id), (after.Id, after.Line, after.Type.Id));
            Assert.Equal(before.Alarms, after.Alarms);
            Assert.Equal(before.Signals.Select(signal => (signal.Text, signal.TimeNs, signal.Quality)), after.Signals.Select(signal => (signal.Text, signal.TimeNs, signal.Quality)));
            Assert.Same(after, read.Find(after.Id));
        }
    });

    [Fact]
    public void Read_CutOffAnywhere_IsRefused() => Gen.Select(Cuts, Gen.Double[0, 1]).Sample((cut, part) =>
    {
        var bytes = CutEncoding.Write(cut);
        Assert.Throws<InvalidDataException>(() => CutEncoding.Read(bytes.AsSpan(0, (int)(part * (bytes.Length - 1)))));
    });

    [Fact]
    public void Read_OneByteChanged_IsRefusedOrIsThatCut() => Gen.Select(Cuts, Gen.Double[0, 1], Gen.Byte[1, 255]).Sample((cut, place, flip) =>
    {
        var bytes = CutEncoding.Write(cut);
        bytes[(int)(place * (bytes.Length - 1))] ^= flip;
        PlantCut read;
        try
        {
            read = CutEncoding.Read(bytes);
        }
        catch (InvalidDataException)
        {
            return;
        }

        // One encoding for each cut: what was read is what those bytes say, and nothing else is.
        Assert.Equal(bytes, CutEncoding.Write(read));
    });

    [Fact]
    public void Hash_ASmallCut_IsTheSameOnEveryMachine()
    {
        var type = new CutType("pump", [new CutSignalName("flow", "m3/h")], ["rated"]);
        var cut = new PlantCut
        {
            Plant = "mill",
            DefinitionHash = "d1",
            AtNs = 1_000_000_000,
            Positions = [new CutPosition(0, new Guid("00112233-4455-6677-8899-aabbccddeeff"), 300)],
            Types = [type],
            Assets = [new CutAsset { Id = "p1", Type = type, Line = "a", Parameters = [5], Signals = [new CutSignal(1.5, null, 7, 0, double.NaN, double.NaN, long.MinValue)] }],
        };
        var bytes = CutEncoding.Write(cut);
        Assert.StartsWith("5477696E437574" + "01" + "01" + "046D696C6C" + "026431" + "00CA9A3B00000000" + "00" + "01" + "00" + "00112233445566778899AABBCCDDEEFF" + "2C01000000000000", Convert.ToHexString(bytes), StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), CutEncoding.Hash(bytes));
    }

    [Fact]
    public void Write_AssetsOutOfOrder_IsRefusedByName()
    {
        var type = new CutType("pump", [], []);
        CutAsset[] assets = [new() { Id = "b", Type = type, Line = "x" }, new() { Id = "a", Type = type, Line = "x" }];
        var cut = new PlantCut { Plant = "p", DefinitionHash = "", AtNs = 0, Types = [type], Assets = [.. assets] };
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => CutEncoding.Write(cut)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MinValue, double.NaN)]
    [InlineData(8_000_000_000, 2)]
    [InlineData(11_000_000_000, 0)]
    public void AgeSeconds_AtTheInstant_IsNeverNegative(long timeNs, double age) =>
        Assert.Equal(age, new CutSignal(1, null, timeNs, 0, 0, 0, 0).AgeSeconds(10_000_000_000));

    [Fact]
    public void Merge_PartsOfTwoPartitions_AreOneCutInOrder()
    {
        var parts = new[] { Part(1, "b", "d"), Part(0, "a", "c") };
        var cut = CutMerge.Merge(parts);
        Assert.Equal([0, 1], cut.Positions.Select(position => position.Partition));
        Assert.Equal(["a", "b", "c", "d"], cut.Assets.Select(asset => asset.Id));
        Assert.Single(cut.Types);
        Assert.Equal(CutEncoding.Write(cut), CutEncoding.Write(CutMerge.Merge([parts[1], parts[0]])));
        Assert.Throws<ArgumentException>(() => CutMerge.Merge([parts[0], Part(0, hash: "other")]));
    }

    private static PlantCut Part(int partition, string first = "x", string second = "y", string hash = "h")
    {
        var type = new CutType("pump", [], []);
        return new PlantCut
        {
            Plant = "p",
            DefinitionHash = hash,
            AtNs = 1,
            Positions = [new CutPosition(partition, Guid.Empty, 1)],
            Types = [type],
            Assets = [new CutAsset { Id = first, Type = type, Line = "l" }, new CutAsset { Id = second, Type = type, Line = "l" }],
        };
    }

    private static PlantCut Make(
        string[] lines, string[] typeIds, (string Id, CutSignal[] Signals, double[] Parameters, CutProduction? Production, CutAlarm[] Alarms)[] assets, int partition, ulong index, long at)
    {
        ImmutableArray<CutType> types =
            [.. Sorted(typeIds.DefaultIfEmpty("t")).Select(id => new CutType(id, [new("s1", "A"), new("s2", "1"), new("s0", "m/s")], ["a", "b"]))];
        return new PlantCut
        {
            Plant = "plant",
            DefinitionHash = "hash",
            Kind = index % 2 == 0 ? CutKind.Live : CutKind.Past,
            AtNs = at,
            Lines = [.. Sorted(lines)],
            Positions = [new CutPosition(partition, new Guid(partition, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), index), new CutPosition(partition + 200, Guid.Empty, 0)],
            Types = types,
            Assets = [.. assets.DistinctBy(asset => asset.Id).OrderBy(asset => asset.Id, StringComparer.Ordinal).Select((asset, i) => new CutAsset
            {
                Id = asset.Id,
                Type = types[i % types.Length],
                Line = $"line-{i % 3}",
                Parameters = [.. asset.Parameters],
                Signals = [.. asset.Signals],
                Production = asset.Production,
                Alarms = [.. asset.Alarms.DistinctBy(alarm => alarm.Id).OrderBy(alarm => alarm.Id, StringComparer.Ordinal)],
            })],
        };
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
