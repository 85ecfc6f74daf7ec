using System.Collections.Immutable;
using CsCheck;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Surrogates;
using Xunit;

namespace TwinGrid.Grains.Tests.Scenarios;

public sealed class ReplicationCodecTests
{
    private static readonly Gen<MonitorSum> Sums = Gen.Select(Gen.Double, Gen.Double).Select((sum, weight) => new MonitorSum(sum, weight));

    private static readonly Gen<ReplicationResult> Results = Gen.Select(
        Gen.Int[0, 1_000], Gen.Int[0, 1 << 28], Gen.Double.Array[0, 5], Sums.Array[2].Array[0, 3], Gen.ULong, Gen.Select(Gen.Long, Gen.Long, Gen.ULong).Array[0, 4], Gen.String.Array[0, 3], Gen.String.Null())
        .Select((arm, replication, kpis, series, digest, checkpoints, warnings, failure) => new ReplicationResult
        {
            Task = new ReplicationTask(arm, replication, replication % 7),
            Kpis = [.. kpis],
            Series = [.. series.Select(one => new KpiSeries([[.. one]]))],
            Digest = digest,
            Events = (long)(digest >> 1),
            Checkpoints = [.. checkpoints.Select(one => new TraceCheckpoint(one.Item1, one.Item2, one.Item3))],
            EndSeconds = kpis.Length > 0 ? kpis[0] : double.NaN,
            Warnings = [.. warnings],
            Extrapolations = [.. kpis.Select((kpi, i) => new Extrapolation("motor", "T", "Cel", -kpi, kpi, -2 * kpi, 2 * kpi, i, (long)(digest >> 2)))],
            Movements = [.. kpis.Select((kpi, i) => new StepMovement("motor", "T", i % 2 == 0, "K", kpi, 2 * kpi))],
            Failure = failure,
        });

    [Fact]
    public void Read_WhatWasWritten_IsTheSameBitForBit() => Results.Array[0, 10].Sample(results =>
    {
        var bytes = ReplicationCodec.Write(results);
        var read = ReplicationCodec.Read(bytes);
        Assert.Equal(bytes, ReplicationCodec.Write(read));
        Assert.Equal(results.Select(one => (one.Task, one.Digest, one.Events, one.Failure)), read.Select(one => (one.Task, one.Digest, one.Events, one.Failure)));
        Assert.Equal(results.SelectMany(one => one.Movements), read.SelectMany(one => one.Movements));
        Assert.Equal(results.SelectMany(one => one.Extrapolations), read.SelectMany(one => one.Extrapolations));
        Assert.Equal(results.SelectMany(one => one.Kpis).Select(BitConverter.DoubleToInt64Bits), read.SelectMany(one => one.Kpis).Select(BitConverter.DoubleToInt64Bits));
    });

    [Fact]
    public void Read_CutOff_IsRefused() => Gen.Select(Results.Array[1, 5], Gen.Double[0, 1]).Sample((results, part) =>
    {
        var bytes = ReplicationCodec.Write(results);
        Assert.Throws<InvalidDataException>(() => ReplicationCodec.Read(bytes.AsMemory(0, (int)(part * (bytes.Length - 1)))));
    });

    [Fact]
    public void Read_OtherVersion_SaysSo() =>
        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => ReplicationCodec.Read(new byte[] { 9, 0 })).Message, StringComparison.Ordinal);
}
