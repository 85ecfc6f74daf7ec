namespace TwinGrid.Connectors.Emulation;

/// <summary>Machine states by the names of ISA-TR88.00.02 (PackML); Suspended is told apart by its cause.</summary>
internal static class PackMl
{
    public const string Execute = "Execute";
    public const string Held = "Held";
    public const string Aborted = "Aborted";
    public const string Clearing = "Clearing";
    public const string Resetting = "Resetting";
    public const string Starting = "Starting";
    public const string Starved = "Starved";
    public const string Blocked = "Blocked";
}
