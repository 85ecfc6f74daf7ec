using Grpc.Core;
using Grpc.Core.Interceptors;
using Polly;
using Polly.Retry;

namespace TwinGrid.Client.Resilience;

/// <summary>
/// Gives every unary call a deadline, and repeats those that may be repeated: exponential back-off with jitter, the server's
/// <c>RetryInfo</c> before it. The deadline covers all attempts.
/// </summary>
internal sealed class RetryInterceptor : Interceptor
{
    private readonly TwinGridClientOptions options;
    private readonly ResiliencePipeline pipeline;

    public RetryInterceptor(TwinGridClientOptions options)
    {
        this.options = options;
        pipeline = options.MaxRetries == 0 ? ResiliencePipeline.Empty : Build(options);
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var bounded = WithDeadline(context);
        if (!RepeatableCalls.Contains(context.Method.Name, request))
        {
            return continuation(request, bounded);
        }

        var last = new LastCall<TResponse>();
        var response = RunAsync(request, bounded, continuation, last);
        return new AsyncUnaryCall<TResponse>(
            response, last.HeadersAsync(response), () => last.Call.GetStatus(), () => last.Call.GetTrailers(), () => last.Call.Dispose());
    }

    private async Task<TResponse> RunAsync<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation,
        LastCall<TResponse> last)
        where TRequest : class
        where TResponse : class =>
        await pipeline.ExecuteAsync(
            async _ =>
            {
                last.Call = continuation(request, context);
                return await last.Call.ResponseAsync;
            },
            context.Options.CancellationToken);

    private ClientInterceptorContext<TRequest, TResponse> WithDeadline<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class =>
        context.Options.Deadline is not null
            ? context
            : new ClientInterceptorContext<TRequest, TResponse>(
                context.Method, context.Host, context.Options.WithDeadline((options.TimeProvider.GetUtcNow() + options.Deadline).UtcDateTime));

    private static ResiliencePipeline Build(TwinGridClientOptions options)
    {
        var chance = options.Seed is { } seed ? new Random(seed) : new Random();
        return new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                Randomizer = () => NextDouble(chance),
                ShouldHandle = new PredicateBuilder().Handle<RpcException>(ServerError.IsTransient),
                DelayGenerator = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is RpcException error ? ServerError.RetryAfter(error) : null),
            })
            .Build();
    }

    private static double NextDouble(Random chance)
    {
        lock (chance)
        {
            return chance.NextDouble();
        }
    }

    /// <summary>The attempt under way, which the caller's handle stands for.</summary>
    private sealed class LastCall<TResponse>
    {
        private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private AsyncUnaryCall<TResponse>? call;

        public AsyncUnaryCall<TResponse> Call
        {
            get => call ?? throw new InvalidOperationException("The call has not started.");
            set
            {
                call = value;
                started.TrySetResult();
            }
        }

        public async Task<Metadata> HeadersAsync(Task<TResponse> response)
        {
            await Task.WhenAny(started.Task, response);
            if (call is null)
            {
                await response;
            }

            return await Call.ResponseHeadersAsync;
        }
    }
}
