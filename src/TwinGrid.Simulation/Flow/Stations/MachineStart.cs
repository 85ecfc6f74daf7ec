using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>What a live state means for the servers of a machine.</summary>
internal static class MachineStart
{
    /// <summary>How far the servers that hold a part are with it.</summary>
    public static Stage StageOf(ComponentState state) => state.Phase switch
    {
        "processing" or "setup" or "waiting" => Stage.Processing,
        "blocked" => Stage.Blocked,
        // A part that was in work when the machine failed, or its shift ended.
        "down" or "offShift" or "idle" or "maintenance" when state["part"] > 0 => Stage.Processing,
        _ => Stage.Empty,
    };

    /// <summary>Whether a server holds a part: the first <c>busy</c> ones, or all.</summary>
    public static bool Holds(ComponentState state, int server, int servers) => server < (state["busy"] ?? servers);
}
