using Grpc.Core;

namespace TwinGrid.Gateway.Errors;

/// <summary>One row of the error table: what programs may rely on when a call is refused.</summary>
/// <param name="Reason">google.rpc.ErrorInfo.reason: UPPER_SNAKE_CASE, never renamed.</param>
/// <param name="Code">gRPC status.</param>
/// <param name="RetryAfter">When the same call may be tried again, as google.rpc.RetryInfo; null = trying again does not help.</param>
internal sealed record ErrorRow(string Reason, StatusCode Code, TimeSpan? RetryAfter = null);
