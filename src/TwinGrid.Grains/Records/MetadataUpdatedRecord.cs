namespace TwinGrid.Grains.Records;

/// <summary>An asset's metadata after a change.</summary>
/// <param name="Slot">The asset.</param>
/// <param name="DisplayName">New name for people; null = as it was.</param>
/// <param name="Labels">New labels, all of them; null = as they were.</param>
/// <param name="ServerTimeNs">Server's clock.</param>
internal sealed record MetadataUpdatedRecord(int Slot, string? DisplayName, IReadOnlyDictionary<string, string>? Labels, long ServerTimeNs)
{
    public void Write(StateWriter writer)
    {
        writer.Int32(Slot);
        writer.Int64(ServerTimeNs);
        writer.String(DisplayName);
        WriteLabels(writer, Labels);
    }

    public static MetadataUpdatedRecord Read(ReadOnlySpan<byte> payload)
    {
        var reader = new StateReader(payload);
        var slot = reader.Int32();
        var serverTimeNs = reader.Int64();
        return new(slot, reader.OptionalString(), ReadLabels(ref reader), serverTimeNs);
    }

    /// <summary>Count (-1 = null), then key and value of each, in ordinal order.</summary>
    public static void WriteLabels(StateWriter writer, IReadOnlyDictionary<string, string>? labels)
    {
        writer.Int32(labels?.Count ?? -1);
        foreach (var (key, value) in (labels ?? new Dictionary<string, string>()).OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            writer.String(key);
            writer.String(value);
        }
    }

    /// <summary>Reads what <see cref="WriteLabels"/> wrote.</summary>
    public static IReadOnlyDictionary<string, string>? ReadLabels(ref StateReader reader)
    {
        var count = reader.Int32();
        if (count < 0)
        {
            return null;
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            labels.Add(reader.String(), reader.String());
        }

        return labels;
    }
}
