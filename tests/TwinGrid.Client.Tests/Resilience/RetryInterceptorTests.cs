using Grpc.Core;
using Grpc.Core.Interceptors;
using TwinGrid.Client.Resilience;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Client.Tests.Resilience;

public sealed class RetryInterceptorTests
{
    private static readonly TwinGridClientOptions Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(1), Seed = 1 };

    [Fact]
    public async Task Call_ReadFailsTwice_IsRepeated()
    {
        var server = new Server(failures: 2, StatusCode.Unavailable);

        var answer = await server.Twins(Quick).GetAssetAsync(new GetAssetRequest { Name = "a" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("done", answer.Name);
        Assert.Equal(3, server.Calls);
    }

    [Fact]
    public async Task Call_WriteWithoutRequestId_IsNotRepeated()
    {
        var server = new Server(failures: 1, StatusCode.Unavailable);

        await Assert.ThrowsAsync<RpcException>(async () => await server.Twins(Quick).UpdateAssetAsync(new UpdateAssetRequest(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(1, server.Calls);
    }

    [Fact]
    public async Task Call_WriteWithRequestId_IsRepeated()
    {
        var server = new Server(failures: 1, StatusCode.Unavailable);

        await server.Twins(Quick).UpdateAssetAsync(new UpdateAssetRequest { RequestId = "1" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Calls);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task Call_FailureThatStays_IsNotRepeated(StatusCode status)
    {
        var server = new Server(failures: 1, status);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Twins(Quick).GetAssetAsync(new GetAssetRequest(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(status, error.StatusCode);
        Assert.Equal(1, server.Calls);
    }

    [Fact]
    public async Task Call_NeverSucceeds_EndsAfterItsRetries()
    {
        var server = new Server(failures: 100, StatusCode.Unavailable);

        await Assert.ThrowsAsync<RpcException>(async () => await server.Twins(Quick with { MaxRetries = 3 }).GetAssetAsync(new GetAssetRequest(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(4, server.Calls);
    }

    [Fact]
    public async Task Call_AnyUnary_HasADeadline()
    {
        var server = new Server(failures: 0, StatusCode.OK);

        await server.Twins(Quick).UpdateAssetAsync(new UpdateAssetRequest(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotNull(server.Deadline);
    }

    /// <summary>The end of the channel: fails so many times, then answers.</summary>
    private sealed class Server(int failures, StatusCode status) : CallInvoker
    {
        public int Calls { get; private set; }

        public DateTime? Deadline { get; private set; }

        public TwinService.TwinServiceClient Twins(TwinGridClientOptions options) => new(this.Intercept(new RetryInterceptor(options)));

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            Deadline = options.Deadline;
            var answer = ++Calls <= failures
                ? Task.FromException<TResponse>(new RpcException(new Status(status, "scripted")))
                : Task.FromResult((TResponse)(object)new Asset { Name = "done" });
            return new AsyncUnaryCall<TResponse>(answer, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
