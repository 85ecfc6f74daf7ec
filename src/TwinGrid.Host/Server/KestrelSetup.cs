using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TwinGrid.Host.Options;

namespace TwinGrid.Host.Server;

/// <summary>Two ports: gRPC on HTTP/2, and HTTP/1.1 for health, metrics and pages.</summary>
internal static class KestrelSetup
{
    public static void Configure(WebApplicationBuilder builder, ServerOptions options)
    {
        var certificate = options.Tls is { } tls ? X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key) : null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A window of several batches: with the default one, a producer of 20 KB messages waits for window updates.
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 2 << 20;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
            // Streams are long and may be quiet for as long as a plant is.
            kestrel.Limits.MinRequestBodyDataRate = null;
            Listen(kestrel, options, options.GrpcPort, HttpProtocols.Http2, certificate);
            Listen(kestrel, options, options.HttpPort, HttpProtocols.Http1, certificate);
        });
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options, int port, HttpProtocols protocols, X509Certificate2? certificate) =>
        kestrel.Listen(options.Address, port, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        });
}
