using Google.Protobuf;
using Grpc.Core;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest;

/// <summary>
/// Binds <c>twingrid.v1.TelemetryService</c> as the generated base class does, but for one thing: requests of <c>Ingest</c> are decoded by hand.
/// On the wire nothing differs, so that every generated client works. ASP.NET Core finds the service's methods by the name and the parameters
/// that are bound here and wants them virtual; it never calls the delegates given to the binder.
/// </summary>
[BindServiceMethod(typeof(TelemetryBinding), nameof(BindService))]
internal abstract class TelemetryBinding
{
    private const string ServiceName = "twingrid.v1.TelemetryService";

    public static readonly Method<IngestFrame, IngestResponse> IngestMethod = new(
        MethodType.DuplexStreaming,
        ServiceName,
        nameof(Ingest),
        Marshallers.Create<IngestFrame>((_, _) => throw new NotSupportedException("The server sends no requests."), context => FrameDecoder.Decode(context.PayloadAsReadOnlySequence())),
        Of(IngestResponse.Parser));

    private static readonly Method<PublishRequest, PublishResponse> PublishMethod = Unary(nameof(Publish), PublishRequest.Parser, PublishResponse.Parser);

    private static readonly Method<ListProducersRequest, ListProducersResponse> ListProducersMethod =
        Unary(nameof(ListProducers), ListProducersRequest.Parser, ListProducersResponse.Parser);

    private static readonly Method<FenceProducerRequest, FenceProducerResponse> FenceProducerMethod =
        Unary(nameof(FenceProducer), FenceProducerRequest.Parser, FenceProducerResponse.Parser);

    /// <summary>Found by reflection through the attribute.</summary>
    public static void BindService(ServiceBinderBase services, TelemetryBinding? service)
    {
        var binder = new RequestBinder(services);
        binder.AddMethod(IngestMethod, service is null ? null : new DuplexStreamingServerMethod<IngestFrame, IngestResponse>(service.Ingest));
        binder.AddMethod(PublishMethod, service is null ? null : new UnaryServerMethod<PublishRequest, PublishResponse>(service.Publish));
        binder.AddMethod(ListProducersMethod, service is null ? null : new UnaryServerMethod<ListProducersRequest, ListProducersResponse>(service.ListProducers));
        binder.AddMethod(FenceProducerMethod, service is null ? null : new UnaryServerMethod<FenceProducerRequest, FenceProducerResponse>(service.FenceProducer));
    }

    public abstract Task Ingest(IAsyncStreamReader<IngestFrame> requestStream, IServerStreamWriter<IngestResponse> responseStream, ServerCallContext context);

    public abstract Task<PublishResponse> Publish(PublishRequest request, ServerCallContext context);

    public abstract Task<ListProducersResponse> ListProducers(ListProducersRequest request, ServerCallContext context);

    public abstract Task<FenceProducerResponse> FenceProducer(FenceProducerRequest request, ServerCallContext context);

    private static Method<TRequest, TResponse> Unary<TRequest, TResponse>(string name, MessageParser<TRequest> request, MessageParser<TResponse> response)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(MethodType.Unary, ServiceName, name, Of(request), Of(response));

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : class, IMessage<T> =>
        Marshallers.Create<T>(
            static (message, context) =>
            {
                context.SetPayloadLength(message.CalculateSize());
                message.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
}
