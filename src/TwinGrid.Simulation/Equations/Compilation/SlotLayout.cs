using TwinGrid.Simulation.Equations.Flattening;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>
/// Where the variables of a flat system are in its array of values: time, then what is integrated (states, then unknowns of loops that are not linear), then their
/// right-hand sides (derivatives, then residuals), then all others, then what code needs for itself.
/// </summary>
internal sealed class SlotLayout
{
    private readonly int[] slots;
    private readonly Dictionary<int[], int[]> maps = [];

    public SlotLayout(FlatSystem system, SystemPlan plan)
    {
        slots = new int[system.Variables.Count];
        Array.Fill(slots, -1);
        slots[0] = 0;
        var derivatives = system.Variables.Where(v => v.Kind == FlatKind.Derivative).ToList();
        States = [.. derivatives.Select(d => d.State)];
        Tears = [.. plan.Tears];
        // A system without states is integrated too: its events may depend on time.
        Dimension = Math.Max(1, States.Count + Tears.Count);
        for (var i = 0; i < States.Count; i++)
        {
            slots[States[i]] = 1 + i;
            slots[derivatives[i].Index] = 1 + Dimension + i;
        }

        for (var i = 0; i < Tears.Count; i++)
        {
            slots[Tears[i]] = 1 + States.Count + i;
        }

        Count = 1 + (2 * Dimension);
        foreach (var variable in system.Variables.Where(v => slots[v.Index] < 0))
        {
            slots[variable.Index] = Count++;
        }
    }

    /// <summary>Flat variables that are integrated, in order.</summary>
    public IReadOnlyList<int> States { get; }

    /// <summary>Flat variables that are found together with the states, in order.</summary>
    public IReadOnlyList<int> Tears { get; }

    /// <summary>Number of both; 1, with a variable that stays 0, where there are none.</summary>
    public int Dimension { get; }

    /// <summary>Slots so far.</summary>
    public int Count { get; private set; }

    /// <summary>Slot of the first right-hand side.</summary>
    public int FirstRate => 1 + Dimension;

    /// <summary>Slot of the residual that determines a tear.</summary>
    public int ResidualOf(int tear) => FirstRate + States.Count + tear;

    public int SlotOf(int variable) => slots[variable];

    /// <summary>Slots of an instance's variables.</summary>
    public int[] Map(int[] flat)
    {
        if (!maps.TryGetValue(flat, out var map))
        {
            map = [.. flat.Select(v => slots[v])];
            maps.Add(flat, map);
        }

        return map;
    }

    /// <summary>Slots for code; the first of them.</summary>
    public int Reserve(int count)
    {
        Count += count;
        return Count - count;
    }
}
