using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>How people tire. The time on shift counts up while they are there and is slept off while they are not; what of it is beyond the onset is their fatigue.</summary>
/// <param name="OnsetSeconds">Time on shift before fatigue begins, s.</param>
/// <param name="Recovery">How many seconds on shift a second off shift makes up for.</param>
/// <param name="PacePerSecond">Growth of the time that work takes, as a share of it, per s of fatigue.</param>
/// <param name="ErrorPerSecond">Growth of the error probability per s of fatigue.</param>
internal sealed record FatigueSettings(double OnsetSeconds, double Recovery, double PacePerSecond, double ErrorPerSecond)
{
    /// <summary>People who never tire.</summary>
    public static readonly FatigueSettings None = new(double.PositiveInfinity, 1, 0, 0);

    /// <summary>Reads <c>{onset: 4h, recovery: 1, pace: 0.05 '/h', error: 0.01 '/h'}</c>.</summary>
    public static FatigueSettings Read(ParameterValue value, StructureReader reader)
    {
        const string What = "fatigue";
        if (reader.Map(value, What, "onset", "recovery", "pace", "error") is not { } map)
        {
            return None;
        }

        return new FatigueSettings(
            reader.Number(map, "onset", "s", What, 0, 0) ?? 0,
            reader.Number(map, "recovery", "1", What, 1, 0) ?? 1,
            reader.Number(map, "pace", "/s", What, 0, 0) ?? 0,
            reader.Number(map, "error", "/s", What, 0, 0) ?? 0);
    }
}
