using Google.Rpc;
using Grpc.Core;

namespace TwinGrid.Client.Resilience;

/// <summary>Reads the details that a server attaches to a failed call (google.rpc.Status).</summary>
public static class ServerError
{
    /// <summary>The machine-readable reason, e.g. <c>FENCED_EPOCH</c>; empty when the server gave none.</summary>
    public static string Reason(RpcException error) => Detail<ErrorInfo>(error)?.Reason ?? string.Empty;

    /// <summary>A value that the server attached to the reason; null when there is none.</summary>
    public static string? Metadata(RpcException error, string key) =>
        Detail<ErrorInfo>(error) is { } info && info.Metadata.TryGetValue(key, out var value) ? value : null;

    /// <summary>How long the server asks to wait before the next attempt; null when it does not say.</summary>
    public static TimeSpan? RetryAfter(RpcException error) =>
        Detail<RetryInfo>(error)?.RetryDelay is { } delay ? delay.ToTimeSpan() : null;

    /// <summary>A detail of the given type; null when there is none or the trailer is malformed.</summary>
    public static T? Detail<T>(RpcException error)
        where T : class, Google.Protobuf.IMessage<T>, new()
    {
        ArgumentNullException.ThrowIfNull(error);
        try
        {
            return error.GetRpcStatus()?.GetDetail<T>();
        }
        catch (Exception malformed) when (malformed is Google.Protobuf.InvalidProtocolBufferException or ArgumentException)
        {
            return null; // a proxy's trailer is no reason to hide the call's own status
        }
    }

    /// <summary>Whether the call may succeed later without anybody changing anything.</summary>
    public static bool IsTransient(RpcException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.StatusCode == StatusCode.Unavailable
            || (error.StatusCode is StatusCode.ResourceExhausted or StatusCode.Aborted && RetryAfter(error) is not null);
    }
}
