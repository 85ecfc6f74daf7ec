namespace TwinGrid.Grains.LiveTable;

/// <summary>Is told of samples that became the current value of a signal flagged for alarms or production, in commit order.</summary>
internal interface ISampleListener
{
    /// <summary>A sample became the current value.</summary>
    void OnSample(int slot, SignalLayout signal, long timeNs, double value, uint quality, ulong commitIndex);
}
