using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Hosting;

namespace TwinGrid.Host.Server;

/// <summary>The Orleans silo of a single-process server: a cluster of one, on loopback, on ports that nobody chose.</summary>
internal static class SiloSetup
{
    public static void Configure(ISiloBuilder silo)
    {
        // A cluster of one needs no fixed port; fixed ones would keep two servers off one machine.
        var port = FindFreePort();
        silo.UseLocalhostClustering(port, gatewayPort: 0, serviceId: "twingrid", clusterId: "embedded");
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(15));
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(30));
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
