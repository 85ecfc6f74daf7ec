namespace TwinGrid.Contracts.Twins;

/// <summary>A reader's own copy of one asset's live state; made once, filled by many reads. Not thread safe.</summary>
public sealed class AssetView
{
    /// <summary>What the asset is.</summary>
    public AssetInfo Info { get; set; } = null!;

    /// <summary>Commit index of the last change of the live state; 0 = never.</summary>
    public ulong Revision { get; set; }

    /// <summary>The producer that wrote last has been gone for longer than the grace period.</summary>
    public bool ProducerGone { get; set; }

    /// <summary>Live states, in the order of the type's signals; the first <see cref="Count"/> count.</summary>
    public SignalView[] Signals { get; set; } = [];

    /// <summary>Number of signals.</summary>
    public int Count { get; set; }

    /// <summary>Alarms that are active or not acknowledged.</summary>
    public int ActiveAlarms { get; set; }
}

/// <summary>Live state of one signal.</summary>
public struct SignalView
{
    /// <summary>Value; NaN when absent; for strings see <see cref="Text"/>.</summary>
    public double Value;

    /// <summary>Text of a string signal.</summary>
    public string? Text;

    /// <summary>Source time, ns since 1970 UTC; long.MinValue = never received.</summary>
    public long TimeNs;

    /// <summary>Status code as committed. The reader adds staleness: see <see cref="LiveQuality"/>.</summary>
    public uint Quality;

    /// <summary>Samples accepted, modulo 2^32.</summary>
    public uint Samples;

    /// <summary>Exponentially weighted mean, in the unit; NaN where not kept.</summary>
    public double Mean;

    /// <summary>Exponentially weighted variance, unit squared; NaN where not kept.</summary>
    public double Variance;

    /// <summary>Change a second between the last two samples; NaN where not kept.</summary>
    public double RatePerSecond;

    /// <summary>Source time since which the value is the same; long.MinValue where not kept.</summary>
    public long UnchangedSinceNs;
}
