using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>Calls whose requests are any bytes.</summary>
internal static class RawCalls
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary>Sends one request and reads at most one answer.</summary>
    public static async Task<byte[]?> SendAsync(GrpcChannel channel, MethodDescriptor method, byte[] request, CancellationToken cancellationToken)
    {
        var invoker = channel.CreateCallInvoker();
        var options = new CallOptions(cancellationToken: cancellationToken);
        switch (method.IsClientStreaming, method.IsServerStreaming)
        {
            case (false, false):
                return await invoker.AsyncUnaryCall(Of(method, MethodType.Unary), null, options, request);
            case (false, true):
                using (var call = invoker.AsyncServerStreamingCall(Of(method, MethodType.ServerStreaming), null, options, request))
                {
                    return await call.ResponseStream.MoveNext(cancellationToken) ? call.ResponseStream.Current : null;
                }

            default:
                using (var call = invoker.AsyncDuplexStreamingCall(Of(method, MethodType.DuplexStreaming), null, options))
                {
                    await call.RequestStream.WriteAsync(request, cancellationToken);
                    await call.RequestStream.CompleteAsync();
                    return await call.ResponseStream.MoveNext(cancellationToken) ? call.ResponseStream.Current : null;
                }
        }
    }

    private static Method<byte[], byte[]> Of(MethodDescriptor method, MethodType type) => new(type, method.Service.FullName, method.Name, Bytes, Bytes);
}
