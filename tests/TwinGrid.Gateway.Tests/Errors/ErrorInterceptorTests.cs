using System.Diagnostics.Metrics;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Metering;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Errors;

public sealed class ErrorInterceptorTests
{
    private readonly Recorder log = new();
    private readonly GatewayMetrics metrics = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    [Fact]
    public async Task Unary_Refusal_BecomesItsStatus()
    {
        var thrown = await CallAsync(() => throw Refusal.NotFound("asset", "a"));

        Assert.Equal(StatusCode.NotFound, thrown.StatusCode);
        Assert.Equal("NOT_FOUND", thrown.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task Unary_Unforeseen_TellsACorrelationIdAndNothingElse()
    {
        var thrown = await CallAsync(() => throw new InvalidOperationException("secret path /data"));

        Assert.Equal(StatusCode.Internal, thrown.StatusCode);
        var id = thrown.GetRpcStatus()!.GetDetail<ErrorInfo>().Metadata["correlation_id"];
        Assert.DoesNotContain("secret", thrown.GetRpcStatus()!.ToString(), StringComparison.Ordinal);
        Assert.Contains(log.Entries, e => e.Level == LogLevel.Error && e.Text.Contains(id, StringComparison.Ordinal) && e.Exception is InvalidOperationException);
    }

    [Fact]
    public async Task Unary_CallerGone_IsCancelledAndNoError()
    {
        var thrown = await CallAsync(() => throw new InvalidOperationException("writer closed"), cancelled: true);

        Assert.Equal(StatusCode.Cancelled, thrown.StatusCode);
        Assert.DoesNotContain(log.Entries, e => e.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Unary_ServersOwnCancellation_IsDraining()
    {
        var thrown = await CallAsync(() => throw new OperationCanceledException());

        Assert.Equal(StatusCode.Unavailable, thrown.StatusCode);
        Assert.Equal("DRAINING", thrown.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task Unary_ThrownBeforeTheFirstAwait_IsMappedToo()
    {
        var interceptor = new ErrorInterceptor(metrics, log);

        var thrown = await Assert.ThrowsAsync<RpcException>(
            () => interceptor.UnaryServerHandler<GetAssetRequest, Asset>(new(), new Context(false), (_, _) => throw Refusal.Busy("full")));

        Assert.Equal(StatusCode.ResourceExhausted, thrown.StatusCode);
    }

    private async Task<RpcException> CallAsync(Func<Task> body, bool cancelled = false)
    {
        var interceptor = new ErrorInterceptor(metrics, log);
        return await Assert.ThrowsAsync<RpcException>(() => interceptor.UnaryServerHandler<GetAssetRequest, Asset>(
            new(),
            new Context(cancelled),
            async (_, _) =>
            {
                await Task.Yield();
                await body();
                return new Asset();
            }));
    }

    private sealed class Recorder : ILogger<ErrorInterceptor>
    {
        public List<(LogLevel Level, string Text, Exception? Exception)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((logLevel, formatter(state, exception), exception));
    }

    /// <summary>gRPC's own abstract type has no test double in the package list.</summary>
    private sealed class Context(bool cancelled) : ServerCallContext
    {
        protected override string MethodCore => "/twingrid.v1.TwinService/GetAsset";

        protected override string HostCore => "localhost";

        protected override string PeerCore => "ipv4:127.0.0.1:1";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore { get; } = [];

        protected override CancellationToken CancellationTokenCore { get; } = new(cancelled);

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override Grpc.Core.Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore { get; } = new(null, []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
