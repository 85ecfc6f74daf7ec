namespace TwinGrid.Model.Samples;

/// <summary>
/// OPC UA status codes (OPC 10000-4, 7.39; 10000-8, 6.3): the top two bits are the severity, 00 good, 01 uncertain, 10 bad.
/// </summary>
public static class Quality
{
    /// <summary>The value is good.</summary>
    public const uint Good = 0x0000_0000;

    /// <summary>Uncertain, no reason given. The server sets it on the series of a lane after a declared loss.</summary>
    public const uint Uncertain = 0x4000_0000;

    /// <summary>Older than the signal's stale-after: what updated it has stopped doing so.</summary>
    public const uint UncertainLastUsableValue = 0x4090_0000;

    /// <summary>Outside the signal's engineering range; kept as evidence.</summary>
    public const uint UncertainEngineeringUnitsExceeded = 0x4094_0000;

    /// <summary>Bad, no reason given.</summary>
    public const uint Bad = 0x8000_0000;

    /// <summary>The producer is gone.</summary>
    public const uint BadNoCommunication = 0x8031_0000;

    /// <summary>Never received.</summary>
    public const uint BadWaitingForInitialData = 0x8032_0000;

    private const uint SeverityMask = 0xC000_0000;

    /// <summary>True for severity 00.</summary>
    public static bool IsGood(uint code) => (code & SeverityMask) == Good;

    /// <summary>True for severity 01.</summary>
    public static bool IsUncertain(uint code) => (code & SeverityMask) == Uncertain;

    /// <summary>True for severity 10 (and the reserved 11).</summary>
    public static bool IsBad(uint code) => code >= Bad;

    /// <summary>The worse of two codes by severity; <paramref name="first"/> where they are equally bad.</summary>
    public static uint Worse(uint first, uint second) => (second & SeverityMask) > (first & SeverityMask) ? second : first;
}
