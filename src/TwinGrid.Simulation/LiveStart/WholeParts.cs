namespace TwinGrid.Simulation.LiveStart;

/// <summary>Makes whole parts of levels, so that together they are as many as before, as far as buffers hold them.</summary>
internal static class WholeParts
{
    /// <summary>The levels in whole parts, each from 0 to its capacity.</summary>
    /// <param name="levels">Parts, any number.</param>
    /// <param name="capacities">Most that each can be.</param>
    public static double[] Of(double[] levels, double[] capacities)
    {
        double[] whole = [.. levels.Select((level, i) => Math.Clamp(Math.Floor(level), 0, capacities[i]))];
        var missing = Math.Round(levels.Sum(), MidpointRounding.ToEven) - whole.Sum();

        // What is left over goes to the largest remainders first, one part at a time; then to whoever has room.
        int[] order = [.. Enumerable.Range(0, levels.Length).OrderByDescending(i => levels[i] - Math.Floor(levels[i])).ThenBy(i => i)];
        foreach (var i in order)
        {
            if (missing >= 1 && levels[i] >= 0 && whole[i] + 1 <= capacities[i])
            {
                whole[i]++;
                missing--;
            }
        }

        for (var i = 0; i < whole.Length && missing != 0; i++)
        {
            var next = Math.Clamp(whole[i] + missing, 0, capacities[i]);
            missing -= next - whole[i];
            whole[i] = next;
        }

        return whole;
    }
}
