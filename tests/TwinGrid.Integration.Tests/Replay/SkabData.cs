using System.Globalization;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.Testing;

namespace TwinGrid.Integration.Tests.Replay;

/// <summary>The SKAB pump test bed, where it is to be had: TWINGRID_DATA, else shared/data beside the repository.</summary>
internal static class SkabData
{
    /// <summary>Signals of deploy/samples/pump-testbed in the order of the files' columns.</summary>
    public static readonly string[] Signals =
        ["accelerometer1", "accelerometer2", "current", "pressure", "temperature", "thermocouple", "voltage", "flow"];

    private static readonly string Folder =
        Repository.Data("skab");

    /// <summary>All files; empty when the data is not here.</summary>
    public static IReadOnlyList<string> Files =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Samples of each signal, by time and then in the order of the files, read without any code of ours.</summary>
    public static Dictionary<string, List<(DateTime Time, double Value)>> ReadAll()
    {
        var all = Signals.ToDictionary(s => s, _ => new List<(DateTime, double)>());
        foreach (var line in Files.SelectMany(file => File.ReadLines(file).Skip(1)))
        {
            var cells = line.Split(';');
            var time = DateTime.ParseExact(cells[0], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            for (var i = 0; i < Signals.Length; i++)
            {
                if (cells[i + 1].Length > 0)
                {
                    all[Signals[i]].Add((time, double.Parse(cells[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture)));
                }
            }
        }

        return all.ToDictionary(s => s.Key, s => s.Value.OrderBy(sample => sample.Item1).ToList());
    }
}
