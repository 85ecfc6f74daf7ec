using System.Globalization;
using TwinGrid.V1;

namespace TwinGrid.Cli.Operations;

/// <summary>How a check ended.</summary>
internal enum Verdict
{
    Ok = 0,
    Warning = 1,
    Bad = 2,
}

/// <summary>One thing that was looked at.</summary>
internal sealed record Finding(string Check, Verdict Verdict, string Found, string Advice = "");

/// <summary>The rules of the doctor.</summary>
internal static class Diagnosis
{
    private const double SlowRoundTripMs = 50;
    private const double LongHistoryLagSeconds = 10;
    private const double LongLagSeconds = 60;
    private const double LargeSkewSeconds = 2;
    private const double ForbiddenSkewSeconds = 300;
    private const ulong LowDiskBytes = 5UL << 30;
    private const ulong NoDiskBytes = 512UL << 20;

    public static Finding OfRoundTrip(Uri endpoint, double milliseconds) => milliseconds < SlowRoundTripMs
        ? new Finding("endpoint", Verdict.Ok, $"{endpoint} answers in {Number(milliseconds)} ms")
        : new Finding("endpoint", Verdict.Warning, $"{endpoint} answers in {Number(milliseconds)} ms", "The network or the server is slow: put producers near it, look at its CPU.");

    public static IEnumerable<Finding> OfServer(ServerStatus status, string clientVersion)
    {
        yield return status.State == "SERVING"
            ? new Finding("state", Verdict.Ok, status.State)
            : new Finding("state", Verdict.Bad, $"{status.State} {status.Reason}", status.State == "FENCED"
                ? "The store failed and takes no writes; reads go on. Free disk space or mend the disk, then restart the server."
                : "The server is about to stop; connect to another one or wait for it to return.");
        yield return SameMinor(status.Version, clientVersion)
            ? new Finding("version", Verdict.Ok, $"server {status.Version}, command {clientVersion}")
            : new Finding("version", Verdict.Warning, $"server {status.Version}, command {clientVersion}", "Bring both to the same version.");
        yield return status.Durability == Durability.PowerLoss
            ? new Finding("durability", Verdict.Ok, "acks survive a loss of power")
            : new Finding("durability", Verdict.Warning, $"acks survive {StatusCommand.Durability(status.Durability)} only", "Run the store with synced writes unless this is meant.");
        yield return status.LogIo == "direct"
            ? new Finding("log I/O", Verdict.Ok, "direct")
            : new Finding("log I/O", Verdict.Warning, status.LogIo, "This file system has no direct I/O: acks are slower and cost more CPU. Put the data on ext4 or XFS.");
        yield return status.DiskFreeBytes switch
        {
            < NoDiskBytes => new Finding("disk", Verdict.Bad, $"{Bytes.ToText(status.DiskFreeBytes)} free", "The store stops taking writes when it is full: free space or shorten the retention now."),
            < LowDiskBytes => new Finding("disk", Verdict.Warning, $"{Bytes.ToText(status.DiskFreeBytes)} free", "Free space, or set retention sizes in the plant's definition."),
            _ => new Finding("disk", Verdict.Ok, $"{Bytes.ToText(status.DiskFreeBytes)} free"),
        };
    }

    public static IEnumerable<Finding> OfPartition(PartitionStatus partition)
    {
        var name = $"partition {partition.Plant}/{partition.Partition}";
        yield return partition.State switch
        {
            "OPEN" => new Finding(name, Verdict.Ok, $"open, {partition.Assets} assets, {partition.Series} series"),
            "DATA_LOSS" => new Finding(name, Verdict.Bad, $"data loss: {partition.Reason}", "Restore a backup. Accepting the loss instead starts a new history; what is missing stays missing."),
            _ => new Finding(name, Verdict.Bad, $"{partition.State}: {partition.Reason}", "Look at the server's log; ingest resumes by itself once the partition is open."),
        };
        if (partition.HistoryLagSeconds > LongHistoryLagSeconds)
        {
            yield return new Finding($"{name} history", Verdict.Warning, $"index {Number(partition.HistoryLagSeconds)} s behind", "Reads are right but slower. If it grows, ingest is faster than the disk or CPU can index.");
        }

        if (partition.DurableIndex < partition.AppliedIndex && partition.State != "OPEN")
        {
            yield return new Finding($"{name} log", Verdict.Bad, $"applied {partition.AppliedIndex}, durable {partition.DurableIndex}", "The store does not sync: see its state.");
        }
    }

    public static IEnumerable<Finding> OfProducer(string plant, Producer producer)
    {
        var name = $"producer {plant}/{producer.Producer_}";
        var skew = Math.Abs(producer.ClockSkewSeconds);
        if (skew > LargeSkewSeconds)
        {
            yield return new Finding($"{name} clock", skew > ForbiddenSkewSeconds ? Verdict.Bad : Verdict.Warning, $"{Number(producer.ClockSkewSeconds)} s from the server's",
                "Synchronise its clock (NTP, PTP); samples more than 5 minutes ahead are rejected.");
        }

        if (producer.Connected && producer.LagSeconds > LongLagSeconds)
        {
            yield return new Finding($"{name} lag", Verdict.Warning, $"{Number(producer.LagSeconds)} s", "It sends old data (catching up, or a replay) or can't keep up.");
        }

        if (producer.LostBatches > 0)
        {
            yield return new Finding($"{name} losses", Verdict.Warning, $"{producer.LostBatches} batches declared lost", "Give it a spool directory, so that it survives its own restarts.");
        }

        if (producer.RejectedSamples > 0)
        {
            yield return new Finding($"{name} rejections", Verdict.Warning, $"{producer.RejectedSamples} samples", "Its acks say which and why; often a signal or unit that the definition does not know.");
        }
    }

    public static IEnumerable<Finding> OfPlant(Plant plant, long nowNs)
    {
        if (plant.Aggregate is not { Assets: > 0 } aggregate)
        {
            yield break;
        }

        if (aggregate.StaleAssets > 0)
        {
            yield return new Finding($"{plant.Name} freshness", Verdict.Warning, $"{aggregate.StaleAssets} of {aggregate.Assets} assets are stale", "Their producers are gone or silent: twingrid producers list.");
        }

        var age = (nowNs - aggregate.ComputedAt) / 1e9;
        if (aggregate.ComputedAt > 0 && age < -LargeSkewSeconds)
        {
            yield return new Finding("clock", Verdict.Warning, $"the server is {Number(-age)} s ahead of this machine", "Synchronise the clocks (NTP).");
        }
    }

    private static bool SameMinor(string first, string second) =>
        first.Split('.', '-', '+').Take(2).SequenceEqual(second.Split('.', '-', '+').Take(2));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
