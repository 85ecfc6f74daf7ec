using Google.Protobuf;
using Grpc.Core;

namespace TwinGrid.Gateway.Errors;

/// <summary>
/// Binds methods so that a request that can't be parsed is refused by the error table. Unary requests are parsed before any interceptor runs; what
/// the parser throws there would be answered UNKNOWN and logged as our defect.
/// </summary>
internal sealed class RequestBinder(ServiceBinderBase inner) : ServiceBinderBase
{
    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Checked(method), handler);

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Checked(method), handler);

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Checked(method), handler);

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(Checked(method), handler);

    private static Method<TRequest, TResponse> Checked<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        var requests = method.RequestMarshaller;
        var parsing = Marshallers.Create(requests.ContextualSerializer, context => Parse(requests, context));
        return new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, parsing, method.ResponseMarshaller);
    }

    private static T Parse<T>(Marshaller<T> requests, DeserializationContext context)
    {
        try
        {
            return requests.ContextualDeserializer(context);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw DomainErrors.Map(malformed)!.ToStatus().ToRpcException();
        }
    }
}
