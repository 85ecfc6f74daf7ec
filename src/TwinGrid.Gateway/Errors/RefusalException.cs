using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace TwinGrid.Gateway.Errors;

/// <summary>A call that is refused, with everything that the caller is told. Made by <see cref="Refusal"/> and <see cref="DomainErrors"/>.</summary>
internal sealed class RefusalException(ErrorRow row, string message, Exception? cause = null) : Exception(Shown(message), cause)
{
    // Errors travel in headers. A client that is sent too many of them drops its whole connection, with all other calls on it.
    private const int MaxShown = 1_024;

    private readonly List<IMessage> details = [];
    private readonly ErrorInfo info = new() { Domain = ErrorTable.Domain, Reason = row.Reason };
    private TimeSpan? retryAfter = row.RetryAfter;

    /// <summary>Row of the table.</summary>
    public ErrorRow Row { get; } = row;

    /// <summary>A text that may hold what the caller sent, cut to what fits into headers.</summary>
    public static string Shown(string text)
    {
        if (text.Length <= MaxShown)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown;
        return $"{text.AsSpan(0, end)}… ({text.Length} characters)";
    }

    /// <summary>Adds a pair to google.rpc.ErrorInfo.metadata: values that a program needs, never only in the message.</summary>
    public RefusalException With(string key, string value)
    {
        info.Metadata[key] = value;
        return this;
    }

    /// <summary>Adds a further detail.</summary>
    public RefusalException With(IMessage detail)
    {
        details.Add(detail);
        return this;
    }

    /// <summary>Replaces the row's retry delay.</summary>
    public RefusalException RetryIn(TimeSpan delay)
    {
        retryAfter = delay;
        return this;
    }

    /// <summary>The status as it goes out: ErrorInfo first, RetryInfo next, then the others.</summary>
    public Google.Rpc.Status ToStatus()
    {
        var status = new Google.Rpc.Status { Code = (int)Row.Code, Message = Message };
        status.Details.Add(Any.Pack(info));
        if (retryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        foreach (var detail in details)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status;
    }
}
