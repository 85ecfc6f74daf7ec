using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>
/// Components that wait for each other for good: each can do nothing before a part leaves it, and waits for room at others of them alone. Found as the greatest set of that
/// kind, by leaving out whoever has another way until nobody is left out (Coffman, Elphick and Shoshani, System Deadlocks, Computing Surveys 3, 1971).
/// </summary>
internal static class Deadlock
{
    private const int Named = 8;

    /// <summary>Looks at where everything stands.</summary>
    /// <exception cref="ModelException">Some wait for each other.</exception>
    public static void ThrowIfAny(Simulator simulator)
    {
        var waits = Waits(simulator.Shared<FlowContext>());
        if (waits.Count == 0)
        {
            return;
        }

        while (waits.Keys.Where(sender => waits[sender].Any(receiver => !waits.ContainsKey(receiver))).ToList() is { Count: > 0 } free)
        {
            free.ForEach(sender => waits.Remove(sender));
        }

        if (waits.Count > 0)
        {
            var all = waits.OrderBy(w => w.Key.Path, StringComparer.Ordinal).ToList();
            throw new ModelException(
                $"deadlock: {string.Join(", ", all.Take(Named).Select(w => $"{w.Key.Path} waits for room at {string.Join(" or ", w.Value.Select(v => v.Path).Order(StringComparer.Ordinal))}"))}" +
                $"{(all.Count > Named ? ", ..." : "")}, so that none of them ever moves again; put a buffer that is large enough into the circle, or let fewer parts into it (order-source: wip)");
        }
    }

    private static Dictionary<FlowComponent, HashSet<FlowComponent>> Waits(FlowContext context)
    {
        var waits = new Dictionary<FlowComponent, HashSet<FlowComponent>>();
        foreach (var inlet in context.Inlets.Where(inlet => inlet.Waiting > 0))
        {
            foreach (var sender in inlet.WaitingOutlets.Select(outlet => outlet.Sender).OfType<FlowComponent>().Where(sender => sender.IsStuck))
            {
                if (!waits.TryGetValue(sender, out var receivers))
                {
                    waits.Add(sender, receivers = []);
                }

                // Whoever is no component of its own can't be judged: it counts as free.
                receivers.Add(inlet.Receiver as FlowComponent ?? sender);
            }
        }

        return waits;
    }
}
