using System.Runtime.InteropServices;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.LiveTable;

/// <summary>Head of a slot, 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct SlotHeader
{
    /// <summary>No producer has written yet.</summary>
    public const uint NoProducer = 0x7FFF_FFFF;

    /// <summary>Bit of <see cref="Writer"/>: several producers write to the slot; a side table knows who wrote which signal last.</summary>
    public const uint SharedBit = 0x8000_0000;

    /// <summary>Sequence lock: odd while the writer is in the slot. Not part of the state.</summary>
    public uint Version;

    /// <summary>Number of the producer that wrote last, and <see cref="SharedBit"/>.</summary>
    public uint Writer;

    /// <summary>Commit index of the last change; 0 = never.</summary>
    public ulong CommitIndex;
}

/// <summary>Current value of one signal, 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct SignalCell
{
    /// <summary>A signal that never had a sample.</summary>
    public static readonly SignalCell Empty = new() { Value = double.NaN, TimeNs = long.MinValue, Quality = Model.Samples.Quality.BadWaitingForInitialData };

    /// <summary>Value; NaN when absent; 0 for a text.</summary>
    public double Value;

    /// <summary>Source time; long.MinValue = never.</summary>
    public long TimeNs;

    /// <summary>Status code as committed.</summary>
    public uint Quality;

    /// <summary>Samples accepted, modulo 2^32.</summary>
    public uint Samples;
}

/// <summary>What is kept of a signal that declares statistics or has a rate or stuck alarm, 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct SignalMonitor
{
    /// <summary>Nothing seen yet.</summary>
    public static readonly SignalMonitor Empty =
        new() { Mean = double.NaN, Variance = double.NaN, RatePerSecond = double.NaN, UnchangedSinceNs = long.MinValue };

    /// <summary>Exponentially weighted mean.</summary>
    public double Mean;

    /// <summary>Exponentially weighted variance.</summary>
    public double Variance;

    /// <summary>Change a second between the last two samples.</summary>
    public double RatePerSecond;

    /// <summary>Source time since which the value is the same.</summary>
    public long UnchangedSinceNs;

    /// <summary>
    /// Takes a newer sample in. The weight is dt / (tau + dt), the implicit Euler step of the first-order filter: rational, so that every
    /// machine gives the same bits where an exponential would not.
    /// </summary>
    public void Add(in SignalCell before, long timeNs, double value, double tauSeconds)
    {
        if (double.IsNaN(value))
        {
            RatePerSecond = double.NaN;
            return;
        }

        var dtSeconds = before.TimeNs == long.MinValue ? 0.0 : (timeNs - before.TimeNs) / (double)Nanoseconds.PerSecond;
        RatePerSecond = dtSeconds > 0.0 ? (value - before.Value) / dtSeconds : double.NaN;
        if (before.Value != value || UnchangedSinceNs == long.MinValue)
        {
            UnchangedSinceNs = timeNs;
        }

        if (!(tauSeconds > 0.0))
        {
            return;
        }

        if (double.IsNaN(Mean))
        {
            Mean = value;
            Variance = 0.0;
            return;
        }

        var weight = dtSeconds / (tauSeconds + dtSeconds);
        var difference = value - Mean;
        var step = weight * difference;
        Mean = Mean + step;
        var spread = difference * step;
        Variance = (1.0 - weight) * (Variance + spread);
    }
}
