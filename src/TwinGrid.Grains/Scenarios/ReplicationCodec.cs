using System.Collections.Immutable;
using System.Text;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Results of replications as bytes, for the store and for the way between silos. Numbers keep their bits.</summary>
internal static class ReplicationCodec
{
    private const byte Version = 2;

    /// <summary>All of them.</summary>
    public static byte[] Write(IReadOnlyList<ReplicationResult> results)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write7BitEncodedInt(results.Count);
        foreach (var result in results)
        {
            Write(writer, result);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads them back.</summary>
    /// <exception cref="InvalidDataException">Damaged, or of another version.</exception>
    public static IReadOnlyList<ReplicationResult> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
            var version = reader.ReadByte();
            if (version != Version)
            {
                throw new InvalidDataException($"Replications of version {version}; this version reads {Version}.");
            }

            return List(reader, Read);
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("Stored replications are damaged.", exception);
        }
    }

    private static void Write(BinaryWriter writer, ReplicationResult result)
    {
        writer.Write7BitEncodedInt(result.Task.Arm);
        writer.Write7BitEncodedInt(result.Task.Replication);
        writer.Write7BitEncodedInt(result.Task.Draw);
        List(writer, result.Kpis, static (w, kpi) => w.Write(kpi));
        List(writer, result.Series, static (w, series) => List(w, series.References, static (w, sums) => List(w, sums, static (w, sum) =>
        {
            w.Write(sum.Sum);
            w.Write(sum.Weight);
        })));
        writer.Write(result.Digest);
        writer.Write(result.Events);
        List(writer, result.Checkpoints, static (w, checkpoint) =>
        {
            w.Write(checkpoint.Count);
            w.Write(checkpoint.Ticks);
            w.Write(checkpoint.Digest);
        });
        writer.Write(result.EndSeconds);
        List(writer, result.Warnings, static (w, warning) => w.Write(warning));
        List(writer, result.Growing, static (w, path) => w.Write(path));
        List(writer, result.Extrapolations, Write);
        List(writer, result.Movements, static (w, movement) =>
        {
            w.Write(movement.Component);
            w.Write(movement.Port);
            w.Write(movement.IsOutput);
            w.Write(movement.Unit);
            w.Write(movement.Greatest);
            w.Write(movement.StepSeconds);
        });
        writer.Write(result.Failure is not null);
        if (result.Failure is not null)
        {
            writer.Write(result.Failure);
        }
    }

    private static ReplicationResult Read(BinaryReader reader) => new()
    {
        Task = new ReplicationTask(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt()),
        Kpis = List(reader, static r => r.ReadDouble()),
        Series = List(reader, static r => new KpiSeries(List(r, static r => List(r, static r => new MonitorSum(r.ReadDouble(), r.ReadDouble()))))),
        Digest = reader.ReadUInt64(),
        Events = reader.ReadInt64(),
        Checkpoints = List(reader, static r => new TraceCheckpoint(r.ReadInt64(), r.ReadInt64(), r.ReadUInt64())),
        EndSeconds = reader.ReadDouble(),
        Warnings = List(reader, static r => r.ReadString()),
        Growing = List(reader, static r => r.ReadString()),
        Extrapolations = List(reader, ReadExtrapolation),
        Movements = List(reader, static r => new StepMovement(r.ReadString(), r.ReadString(), r.ReadBoolean(), r.ReadString(), r.ReadDouble(), r.ReadDouble())),
        Failure = reader.ReadBoolean() ? reader.ReadString() : null,
    };

    private static void Write(BinaryWriter writer, Extrapolation extrapolation)
    {
        writer.Write(extrapolation.Component);
        writer.Write(extrapolation.Variable);
        writer.Write(extrapolation.Unit);
        writer.Write(extrapolation.Min);
        writer.Write(extrapolation.Max);
        writer.Write(extrapolation.Lowest);
        writer.Write(extrapolation.Highest);
        writer.Write(extrapolation.Steps);
        writer.Write(extrapolation.Of);
    }

    private static Extrapolation ReadExtrapolation(BinaryReader reader) => new(
        reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64(),
        reader.ReadInt64());

    private static void List<T>(BinaryWriter writer, ImmutableArray<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(items.Length);
        foreach (var item in items)
        {
            write(writer, item);
        }
    }

    private static ImmutableArray<T> List<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var count = reader.Read7BitEncodedInt();
        if (count < 0 || count > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new InvalidDataException($"{count} things announced in stored replications, {reader.BaseStream.Length - reader.BaseStream.Position} bytes left.");
        }

        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
        {
            items.Add(read(reader));
        }

        return items.MoveToImmutable();
    }
}
