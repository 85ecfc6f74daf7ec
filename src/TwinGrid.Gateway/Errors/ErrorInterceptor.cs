using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using TwinGrid.Gateway.Metering;

namespace TwinGrid.Gateway.Errors;

/// <summary>
/// Answers every failed call by the error table. What nobody expected becomes INTERNAL with a correlation id: the log has the exception, the
/// caller gets nothing of it.
/// </summary>
internal sealed class ErrorInterceptor(GatewayMetrics metrics, ILogger<ErrorInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Task<TResponse> call;
        try
        {
            call = continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpcException(e, context);
        }

        // Reads of the live table finish at once: no state machine for them.
        return call.IsCompletedSuccessfully ? call : AwaitAsync(call, context);
    }

    /// <inheritdoc/>
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpcException(e, context);
        }
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpcException(e, context);
        }
    }

    /// <inheritdoc/>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpcException(e, context);
        }
    }

    private async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> call, ServerCallContext context)
    {
        try
        {
            return await call;
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpcException(e, context);
        }
    }

    private RpcException ToRpcException(Exception exception, ServerCallContext context)
    {
        var refusal = DomainErrors.Map(exception);
        if (refusal is null && context.CancellationToken.IsCancellationRequested)
        {
            // A writer or reader that met the end of the call; its exception says nothing about us.
            ErrorLog.GivenUp(logger, context.Method);
            refusal = new RefusalException(ErrorTable.Cancelled, "The caller gave up.", exception);
        }
        else if (refusal is null && exception is OperationCanceledException)
        {
            refusal = Refusal.Draining("The server gave the call up because it is about to stop; try again.");
            ErrorLog.ServerRefused(logger, exception, context.Method, refusal.Row.Reason, refusal.Message);
        }
        else if (refusal is null)
        {
            var correlationId = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
            ErrorLog.Unexpected(logger, exception, context.Method, correlationId);
            refusal = new RefusalException(ErrorTable.Internal, $"Internal error; its correlation id in the server's log is {correlationId}.", exception)
                .With("correlation_id", correlationId);
        }
        else if (refusal.Row.Code is StatusCode.DataLoss or StatusCode.Unavailable)
        {
            ErrorLog.ServerRefused(logger, refusal.InnerException, context.Method, refusal.Row.Reason, refusal.Message);
        }
        else
        {
            ErrorLog.Refused(logger, context.Method, refusal.Row.Reason, refusal.Message);
        }

        metrics.Error(refusal.Row.Reason);
        return refusal.ToStatus().ToRpcException();
    }
}
