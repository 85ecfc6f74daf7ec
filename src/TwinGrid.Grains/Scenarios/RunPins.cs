using TwinGrid.Contracts.Scenarios;

namespace TwinGrid.Grains.Scenarios;

/// <summary>What a run was pinned to when it was started: whoever prepares it again takes the same.</summary>
/// <param name="DefinitionVersion">Version of the plant's definition; 0 when none is taken from the plant in force.</param>
/// <param name="CutHash">Hash of the cut; "" when it starts empty.</param>
internal sealed record RunPins(ulong DefinitionVersion, string CutHash)
{
    /// <summary>Of a run.</summary>
    public static RunPins Of(RunDocument run) => new(run.DefinitionVersion, run.CutHash);
}
