namespace TwinGrid.Client;

/// <summary>How a <see cref="TwinGridClient"/> connects and retries.</summary>
public sealed record TwinGridClientOptions
{
    /// <summary>Default of <see cref="Deadline"/>.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Longest a unary call may take with all its attempts; default 30 s. A deadline given with the call goes before.</summary>
    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>Attempts after the first one for calls that may be repeated, 0 to 100; default 4.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>Median wait before the first retry; doubled for each further one, with jitter; default 100 ms. A server's <c>RetryInfo</c> goes before.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait before a retry; default 5 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest message taken from the server, bytes; default 64 MiB.</summary>
    public int MaxReceiveBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Sent as <c>authorization: Bearer ...</c>; null = none.</summary>
    public string? BearerToken { get; init; }

    /// <summary>Clock of deadlines, waits and back-off.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Seed of the jitter; null = a new one each time.</summary>
    public int? Seed { get; init; }
}
