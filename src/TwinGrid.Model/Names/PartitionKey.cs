using System.Globalization;

namespace TwinGrid.Model.Names;

/// <summary>A partition: the unit of ownership, placement, recovery and fencing. Holds whole lines of one plant.</summary>
/// <param name="Plant">Plant id.</param>
/// <param name="Number">0 to 1 023.</param>
public readonly record struct PartitionKey(string Plant, int Number)
{
    /// <summary>Partitions that a plant may have.</summary>
    public const int MaxPartitions = 1024;

    /// <summary><c>plant/number</c>, the key of the partition's grain.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Plant}/{Number}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no partition key.</exception>
    public static PartitionKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.LastIndexOf('/');
        if (slash <= 0 || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new FormatException($"'{text}' is no partition key; expected plant/number.");
        }

        return new PartitionKey(text[..slash], number);
    }
}
