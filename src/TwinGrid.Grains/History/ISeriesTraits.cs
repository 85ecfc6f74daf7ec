using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>What the index must know of a series' definition.</summary>
internal interface ISeriesTraits
{
    /// <summary>Its values are indexes into a record's texts.</summary>
    bool IsText(SeriesId series);

    /// <summary>Its samples go into history at all.</summary>
    bool IsKept(SeriesId series);

    /// <summary>Classes of retention that have a bound, with their series; what is kept for ever is not listed.</summary>
    IReadOnlyList<RetentionClass> BoundedClasses();
}

/// <summary>Series that share bounds.</summary>
/// <param name="Keep">Age by commit time at which chunks are dropped; null = for ever.</param>
/// <param name="MaxBytes">Bytes that they may take in this partition; null = no bound.</param>
/// <param name="Series">The series.</param>
internal sealed record RetentionClass(TimeSpan? Keep, long? MaxBytes, IReadOnlyCollection<SeriesId> Series);
