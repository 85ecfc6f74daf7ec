using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Contracts.Twins;

/// <summary>The quality that a reader is told: what was committed, and what the clock adds at the time of the read.</summary>
public static class LiveQuality
{
    /// <summary>
    /// Never received: waiting for initial data. Producer gone: no communication. Older than stale-after: last usable value.
    /// Committed codes that are worse stay.
    /// </summary>
    public static uint At(long nowNs, in SignalView signal, SignalDefinition definition, bool producerGone)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (signal.TimeNs == long.MinValue)
        {
            return Quality.BadWaitingForInitialData;
        }

        var quality = signal.Quality;
        if (producerGone)
        {
            return Quality.Worse(quality, Quality.BadNoCommunication);
        }

        return definition.StaleAfter is { } staleAfter && nowNs - signal.TimeNs > Nanoseconds.From(staleAfter)
            ? Quality.Worse(quality, Quality.UncertainLastUsableValue)
            : quality;
    }
}
