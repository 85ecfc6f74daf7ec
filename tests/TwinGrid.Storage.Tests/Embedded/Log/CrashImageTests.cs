using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Log;

/// <summary>
/// The process is killed, or power is lost, at every kind of moment, in recoveries too; each time a legal image of the disk is recovered and
/// compared with what was appended and what was reported durable.
/// </summary>
public sealed class CrashImageTests
{
    private const int Cycles = 4;

    [Fact]
    public async Task Recover_PowerLostAnywhere_KeepsAllThatWasDurableAndNothingElse()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            try
            {
                await Run(seed);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"Seed {seed} failed: {e.Message}", e);
            }
        }
    }

    private static async Task Run(int seed)
    {
        var random = new Random(seed);
        var disk = new CrashFileSystem(random);
        var model = new LogModel();
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            disk.CrashAt = random.Next(4) == 0 ? int.MaxValue : 1 + random.Next(cycle == 0 ? 120 : 60);
            try
            {
                var session = LogSession.Open(disk);
                await Work(session, model, random);
                if (random.Next(3) == 0)
                {
                    await session.Store.DisposeAsync();
                }
            }
            catch (IOException) when (disk.HasCrashed)
            {
                // The expected end of a cycle.
            }

            disk = random.Next(3) == 0 ? disk.AfterKill() : disk.AfterPowerLoss();
        }

        await Verify(disk, model);
        await Verify(disk.AfterPowerLoss(), model);
    }

    private static async Task Work(LogSession session, LogModel model, Random random)
    {
        var partitions = new List<(PartitionKey Key, IPartitionLog Log)>();
        for (var number = 0; number < 1 + random.Next(3); number++)
        {
            var key = new PartitionKey("plant", number);
            var log = await session.OpenPartition(key);
            model.Opened(key, log);
            partitions.Add((key, log));
        }

        for (var step = random.Next(200); step > 0; step--)
        {
            var (key, log) = partitions[random.Next(partitions.Count)];
            switch (random.Next(12))
            {
                case 0 or 1:
                    session.Store.RunOnce();
                    break;
                case 2 when random.Next(4) == 0:
                    session.Store.WantSeal();
                    break;
                case 3 when random.Next(3) == 0:
                    var released = log.FirstIndex + (ulong)random.NextInt64((long)(log.DurableIndex - log.FirstIndex) + 2);
                    model.Released(key, released);
                    log.ReleaseBefore(released);
                    break;
                default:
                    var length = random.Next(8) == 0 ? random.Next(5000) : random.Next(300);
                    if (LogSession.Append(log, length) is > 0 and var index)
                    {
                        model.Appended(key, index, log.OwnerEpoch, length);
                    }

                    break;
            }

            partitions.ForEach(p => model.Durable(p.Key, p.Log.DurableIndex));
        }
    }

    private static async Task Verify(CrashFileSystem disk, LogModel model)
    {
        var session = LogSession.Open(disk);
        foreach (var key in model.Keys)
        {
            var log = await session.OpenPartition(key);
            model.Opened(key, log);
            model.CheckContent(key, log);
        }

        await session.Store.DisposeAsync();
    }
}
