using System.Collections.Immutable;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.LiveTable;

/// <summary>Which signal of a new definition goes on with which ordinal.</summary>
internal static class Succession
{
    /// <summary>
    /// Index into <paramref name="signals"/> by ordinal, -1 where no signal goes on. A signal in use keeps its ordinal under its id, else under
    /// its new name; a retired one comes back under its id. Each signal goes on with one ordinal at the most, and only with equal type and unit.
    /// </summary>
    public static int[] Of(ImmutableArray<SignalLayout> before, ImmutableArray<SignalDefinition> signals)
    {
        var successors = new int[before.Length];
        Array.Fill(successors, -1);
        var taken = new bool[signals.Length];
        Assign((old, signal) => !old.IsRetired && signal.Id == old.Definition.Id);
        Assign((old, signal) => !old.IsRetired && signal.RenamedFrom == old.Definition.Id);
        Assign((old, signal) => old.IsRetired && signal.Id == old.Definition.Id);
        return successors;

        void Assign(Func<SignalLayout, SignalDefinition, bool> matches)
        {
            foreach (var old in before)
            {
                for (var i = 0; i < signals.Length && successors[old.Ordinal] < 0; i++)
                {
                    if (!taken[i] && matches(old, signals[i]) && signals[i].Type == old.Definition.Type && signals[i].Unit == old.Definition.Unit)
                    {
                        successors[old.Ordinal] = i;
                        taken[i] = true;
                    }
                }
            }
        }
    }
}
