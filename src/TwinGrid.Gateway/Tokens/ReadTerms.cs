using TwinGrid.Gateway.Errors;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Tokens;

/// <summary>What a caller asks of a read, checked: <see cref="ReadOptions"/> with its defaults filled in.</summary>
/// <param name="AtLeast">What it must reflect; null = anything.</param>
/// <param name="Wait">How long it may wait.</param>
/// <param name="IsDurable">What it answers must be durable.</param>
internal readonly record struct ReadTerms(ReadToken? AtLeast, TimeSpan Wait, bool IsDurable)
{
    /// <summary>Wait of a read that asks for none, in milliseconds.</summary>
    public const uint DefaultWaitMilliseconds = 2_000;

    /// <summary>Longest wait, in milliseconds.</summary>
    public const uint MaxWaitMilliseconds = 30_000;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromMilliseconds(DefaultWaitMilliseconds);

    /// <summary>Reads the options of a request.</summary>
    public static ReadTerms From(ReadOptions? options)
    {
        if (options is null)
        {
            return new ReadTerms(null, DefaultWait, false);
        }

        if (options.WaitMs > MaxWaitMilliseconds)
        {
            throw Refusal.InvalidArgument("read.wait_ms", $"{options.WaitMs} ms is above {MaxWaitMilliseconds} ms.");
        }

        if (options.Consistency is not (Consistency.Latest or Consistency.Durable))
        {
            throw Refusal.InvalidArgument("read.consistency", $"{(int)options.Consistency} is none of LATEST, DURABLE.");
        }

        var wait = options.WaitMs == 0 ? DefaultWait : TimeSpan.FromMilliseconds(options.WaitMs);
        return new ReadTerms(ReadToken.Decode(options.AtLeast, "read.at_least"), wait, options.Consistency == Consistency.Durable);
    }
}
