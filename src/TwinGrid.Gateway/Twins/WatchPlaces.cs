using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Requests;

namespace TwinGrid.Gateway.Twins;

/// <summary>The bound that all watches share.</summary>
internal sealed class WatchPlaces(GatewayOptions options)
{
    private readonly Admission admission = new(options.MaxWatches, "watches");

    /// <summary>Takes a place.</summary>
    public Admission.Place Enter() => admission.Enter();
}
