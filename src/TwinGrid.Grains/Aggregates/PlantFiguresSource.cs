using System.Collections.Concurrent;
using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Aggregates;

/// <summary>The newest figures of each plant; written by <see cref="FiguresRefresher"/>, read by everybody without waiting.</summary>
internal sealed class PlantFiguresSource
{
    private readonly ConcurrentDictionary<string, PlantFigures> figures = new(StringComparer.Ordinal);

    /// <summary>Figures of a plant; null when it is not known here.</summary>
    public PlantFigures? Get(string plant) => figures.GetValueOrDefault(plant);

    /// <summary>Replaces a plant's figures.</summary>
    public void Publish(string plant, PlantFigures current) => figures[plant] = current;

    /// <summary>Forgets plants that are no longer here.</summary>
    public void Keep(IReadOnlyCollection<string> plants)
    {
        foreach (var plant in figures.Keys.Where(plant => !plants.Contains(plant)).ToList())
        {
            figures.TryRemove(plant, out _);
        }
    }
}
