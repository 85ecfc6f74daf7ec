using System.Globalization;
using System.Text;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Grains.Aggregates;

/// <summary>
/// Keeps readings of lines beyond the process, so that windows go on after a restart: one document for each plant and instant, in order of time,
/// dropped when the longest window has passed it.
/// </summary>
internal sealed class ReadingStore(IDocumentStore documents)
{
    private const string Collection = "kpi-readings";
    private const byte Version = 1;
    private const int PageSize = 256;

    /// <summary>Stores the readings that lines of a plant took at one look, and drops those taken before <paramref name="dropBeforeNs"/>.</summary>
    public async Task SaveAsync(
        string plant, long nowNs, IReadOnlyList<(string Line, ProductionReading Reading)> readings, long dropBeforeNs, CancellationToken cancellationToken)
    {
        await documents.PutAsync(Collection, KeyOf(plant, nowNs), Encode(readings), null, cancellationToken);
        foreach (var old in await documents.ListAsync(Collection, plant + "/", 8, cancellationToken))
        {
            if (!old.Key.StartsWith(plant + "/", StringComparison.Ordinal) || string.CompareOrdinal(old.Key, KeyOf(plant, dropBeforeNs)) >= 0)
            {
                return;
            }

            await documents.DeleteAsync(Collection, old.Key, null, cancellationToken);
        }
    }

    /// <summary>Readings of a plant since an instant, in order of time.</summary>
    public async Task<IReadOnlyList<(string Line, ProductionReading Reading)>> LoadAsync(string plant, long sinceNs, CancellationToken cancellationToken)
    {
        var readings = new List<(string, ProductionReading)>();
        for (var after = KeyOf(plant, sinceNs); ;)
        {
            var page = await documents.ListAsync(Collection, after, PageSize, cancellationToken);
            foreach (var document in page)
            {
                if (!document.Key.StartsWith(plant + "/", StringComparison.Ordinal))
                {
                    return readings;
                }

                Decode(document.Content, readings);
                after = document.Key;
            }

            if (page.Count < PageSize)
            {
                return readings;
            }
        }
    }

    private static string KeyOf(string plant, long timeNs) =>
        string.Create(CultureInfo.InvariantCulture, $"{plant}/{Math.Max(0, timeNs):D19}");

    private static byte[] Encode(IReadOnlyList<(string Line, ProductionReading Reading)> readings)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(readings.Count);
        foreach (var (line, reading) in readings)
        {
            writer.Write(line);
            writer.Write(reading.TimeNs);
            writer.Write(reading.Asset);
            writer.Write(reading.Running);
            writer.Write(reading.Planned);
            writer.Write(reading.PlannedStop);
            writer.Write(reading.Good);
            writer.Write(reading.Rejected);
            writer.Write(reading.EnergyKilowattHours);
        }

        writer.Flush();
        return stream.ToArray();
    }

    private static void Decode(ReadOnlyMemory<byte> content, List<(string, ProductionReading)> into)
    {
        using var reader = new BinaryReader(new MemoryStream(content.ToArray()), Encoding.UTF8);
        var version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException($"KPI readings of version {version}; this version reads {Version}.");
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            into.Add((reader.ReadString(), new ProductionReading(
                reader.ReadInt64(), reader.ReadString(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
                reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble())));
        }
    }
}
