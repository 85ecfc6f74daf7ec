using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Junctions;

/// <summary>The inlets that an outlet serves, by the ids of their components.</summary>
/// <param name="path">Path of the component that sends; ids are those of its neighbours, or of assets of the plant.</param>
/// <param name="inlets">The inlets, in the order of the connections.</param>
internal sealed class Destinations(string path, IReadOnlyList<PartInlet> inlets)
{
    // Looked up only, never enumerated.
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    /// <summary>The place of the inlet of a component, or of an asset or assembly that it is in.</summary>
    /// <exception cref="ModelException">None of the connections leads there.</exception>
    public int Find(string id)
    {
        if (!known.TryGetValue(id, out var index))
        {
            known.Add(id, index = Search(id));
        }

        return index;
    }

    private int Search(string id)
    {
        var full = path[..(path.LastIndexOf('.') + 1)] + id;
        for (var i = 0; i < inlets.Count; i++)
        {
            if (inlets[i].Component is var component && (IsOf(component, full) || IsOf(component, id)))
            {
                return i;
            }
        }

        throw new ModelException($"{path} is to send parts to '{id}', but leads to {string.Join(", ", inlets.Select(i => i.Component))} only.");
    }

    private static bool IsOf(string component, string id) => component == id || component.StartsWith(id + ".", StringComparison.Ordinal);
}
