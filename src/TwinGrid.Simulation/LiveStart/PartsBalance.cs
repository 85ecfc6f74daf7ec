using System.Globalization;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>
/// Puts the parts of an asset right: whole parts, no more than a buffer holds, and together as many as the asset's work in process says, since signals that were not sampled at
/// one instant may count a part twice or not at all. Buffers of which the level is uncertain are corrected by their variances, else the first ones are. What is changed is told.
/// </summary>
/// <param name="id">Of the asset.</param>
/// <param name="components">Its components, in the order of its behaviour.</param>
/// <param name="findings">Takes note of repairs.</param>
internal sealed class PartsBalance(string id, IReadOnlyList<LiveComponent> components, LiveFindings findings)
{
    private readonly LiveComponent[] buffers = [.. components.Where(component => component.HasLevel)];

    /// <summary>Repairs the components, and makes the asset of them.</summary>
    /// <param name="workInProcess">Parts in the asset by its own count; NaN when it has none.</param>
    /// <param name="deviation">How well that is known, parts.</param>
    public LiveAsset Repair(double workInProcess, double deviation)
    {
        foreach (var buffer in buffers)
        {
            MakePossible(buffer);
        }

        if (buffers.Length == 0 || !double.IsFinite(workInProcess))
        {
            return new LiveAsset(id, components, new double[buffers.Length], 0);
        }

        var variance = buffers.Sum(buffer => buffer.LevelDeviation * buffer.LevelDeviation);
        double[] gains = [.. buffers.Select(buffer => variance > 0 ? buffer.LevelDeviation * buffer.LevelDeviation / (variance + (deviation * deviation)) : 0)];
        Balance(workInProcess, gains);
        return new LiveAsset(id, components, gains, variance > 0 ? deviation : 0);
    }

    private void MakePossible(LiveComponent buffer)
    {
        var level = buffer.Level;
        var whole = buffer.LevelDeviation > 0 ? level : Math.Round(level, MidpointRounding.ToEven);
        var possible = Math.Clamp(whole, 0, buffer.Capacity);
        if (possible != whole)
        {
            Change(buffer, possible, string.Create(CultureInfo.InvariantCulture, $"it holds 0 to {buffer.Capacity}"));
        }
        else if (whole != level)
        {
            findings.Rounded(buffer.Path, level);
            buffer.Level = whole;
        }
    }

    private void Balance(double workInProcess, double[] gains)
    {
        var wanted = Math.Round(workInProcess, MidpointRounding.ToEven);
        var held = components.Sum(Held) + buffers.Sum(buffer => buffer.Level);
        var why = string.Create(CultureInfo.InvariantCulture, $"machines and buffers of '{id}' hold {held:0.#} parts, its work in process says {workInProcess:0}");
        var missing = wanted - held;
        double[] shares = [.. gains.Select(gain => gain * missing)];
        var isCertain = gains.All(gain => gain == 0);
        for (var i = 0; i < buffers.Length; i++)
        {
            var next = Math.Clamp(buffers[i].Level + (isCertain ? missing : shares[i]), 0, buffers[i].Capacity);
            if (next != buffers[i].Level)
            {
                missing -= next - buffers[i].Level;
                Change(buffers[i], next, why);
            }
        }

        if (missing != 0 && isCertain)
        {
            findings.Repaired(string.Create(
                CultureInfo.InvariantCulture, $"live start: '{id}': {Math.Abs(missing):0} parts of its work in process ({workInProcess:0}) {(missing > 0 ? "fit nowhere and are left out" : "are too few for what its machines hold")}"));
        }
    }

    private void Change(LiveComponent buffer, double level, string why)
    {
        // Less than a part of a level that is not known to the part says nothing: whole parts are drawn about it.
        if (buffer.LevelDeviation == 0 || Math.Abs(level - buffer.Level) >= 1)
        {
            findings.Repaired(string.Create(CultureInfo.InvariantCulture, $"live start: '{buffer.Path}' starts with {level:0.##} parts instead of {buffer.Level:0.##}: {why}"));
        }

        buffer.Level = level;
    }

    /// <summary>Parts that a machine holds: one for each busy server while it works on one, waits with one, or stands with one in it.</summary>
    private static double Held(LiveComponent component)
    {
        var isAtPart = component.Phase is "processing" or "setup" or "waiting" or "blocked" || component.Number("part") > 0;
        return !isAtPart ? 0 : component.Has("busy") ? component.Number("busy") : 1;
    }
}
