using System.Globalization;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>
/// Puts the parts of an asset right: whole parts, no more than a buffer holds, and together as many as the asset's work in process says, since signals that were not sampled at
/// one instant may count a part twice or not at all. What is changed is told.
/// </summary>
internal static class PartsBalance
{
    private const string Level = "level";

    /// <summary>Repairs the components of one asset.</summary>
    /// <param name="asset">Its id.</param>
    /// <param name="components">Its components, in the order of its behaviour.</param>
    /// <param name="workInProcess">Units in the asset by its own count; NaN when it has none.</param>
    /// <param name="findings">Takes note of repairs.</param>
    public static void Repair(string asset, IReadOnlyList<LiveComponent> components, double workInProcess, LiveFindings findings)
    {
        var buffers = components.Where(component => component.Has(Level)).ToList();
        foreach (var buffer in buffers)
        {
            var level = buffer.Number(Level);
            var whole = Math.Round(level, MidpointRounding.ToEven);
            var possible = Math.Clamp(whole, 0, buffer.Capacity);
            if (possible != whole)
            {
                Change(buffer, possible, string.Create(CultureInfo.InvariantCulture, $"it holds 0 to {buffer.Capacity}"), findings);
            }
            else if (whole != level)
            {
                findings.Rounded(buffer.Path, level);
                buffer.Replace(Level, whole);
            }
        }

        if (buffers.Count == 0 || !double.IsFinite(workInProcess))
        {
            return;
        }

        var held = components.Sum(Held);
        var missing = Math.Round(workInProcess, MidpointRounding.ToEven) - held - buffers.Sum(buffer => buffer.Number(Level));
        foreach (var buffer in buffers)
        {
            var level = buffer.Number(Level);
            var next = Math.Clamp(level + missing, 0, buffer.Capacity);
            if (next != level)
            {
                Change(
                    buffer,
                    next,
                    string.Create(CultureInfo.InvariantCulture, $"machines and buffers of '{asset}' hold {workInProcess - missing:0} parts, its work in process says {workInProcess:0}"),
                    findings);
                missing -= next - level;
            }
        }

        if (missing != 0)
        {
            findings.Repaired(string.Create(
                CultureInfo.InvariantCulture, $"live start: '{asset}': {Math.Abs(missing):0} parts of its work in process ({workInProcess:0}) {(missing > 0 ? "fit nowhere and are left out" : "are too few for what its machines hold")}"));
        }
    }

    private static void Change(LiveComponent buffer, double level, string why, LiveFindings findings)
    {
        findings.Repaired(string.Create(CultureInfo.InvariantCulture, $"live start: '{buffer.Path}' starts with {level:0} parts instead of {buffer.Number(Level):0.###}: {why}"));
        buffer.Replace(Level, level);
    }

    /// <summary>Parts that a machine holds: one for each busy server while it works on one, waits with one, or stands with one in it.</summary>
    private static double Held(LiveComponent component)
    {
        var isAtPart = component.Phase is "processing" or "setup" or "waiting" or "blocked" || component.Number("part") > 0;
        return !isAtPart ? 0 : component.Has("busy") ? component.Number("busy") : 1;
    }
}
