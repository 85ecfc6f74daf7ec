using System.Globalization;
using System.Security.Cryptography;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Ids of runs: their time, so that they sort, and four letters, so that two of one second differ.</summary>
internal static class RunIds
{
    /// <summary>A new one, such as <c>20260314-081500-k7qd</c>.</summary>
    public static string New(TimeProvider clock) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Nanoseconds.ToDateTimeOffset(Nanoseconds.Now(clock)):yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 4)}");

    /// <summary>When an id was made, to the second; null when it is none of ours.</summary>
    public static DateTimeOffset? MadeAt(string id) =>
        id.Length > 15 && DateTimeOffset.TryParseExact(id[..15], "yyyyMMdd-HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
