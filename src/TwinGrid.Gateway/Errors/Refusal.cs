using System.Globalization;
using Google.Rpc;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Errors;

/// <summary>What the gateway refuses itself: <c>throw Refusal.NotFound("asset", name)</c>.</summary>
internal static class Refusal
{
    // Errors travel in headers, of which some clients take no more than 8 KiB.
    private const int MaxListed = 20;

    /// <summary>Fields of the request are wrong; each description names the value and what is allowed.</summary>
    public static RefusalException InvalidArgument(params ReadOnlySpan<(string Field, string Description)> violations)
    {
        var detail = new BadRequest();
        foreach (var (field, description) in violations)
        {
            detail.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = field, Description = RefusalException.Shown(description) });
        }

        var message = violations.Length == 1
            ? $"{violations[0].Field}: {violations[0].Description}"
            : $"{violations.Length} fields are invalid; the first is {violations[0].Field}: {violations[0].Description}";
        return new RefusalException(ErrorTable.InvalidArgument, message).With(detail);
    }

    /// <summary>One field is wrong.</summary>
    public static RefusalException InvalidArgument(string field, string description) => InvalidArgument((field, description));

    /// <summary>A resource name or id does not have its form.</summary>
    public static RefusalException InvalidName(string field, string name, string expected) =>
        Violation(ErrorTable.InvalidName, field, $"'{name}' is no name of this kind; expected {expected}.");

    /// <summary>A filter, order or page token is wrong.</summary>
    public static RefusalException InvalidQuery(string field, string description) => Violation(ErrorTable.InvalidQuery, field, description);

    /// <summary>An opaque token was not made here, or was damaged on the way.</summary>
    public static RefusalException InvalidToken(string field, string description) => Violation(ErrorTable.InvalidToken, field, description);

    /// <summary>A plant's documents are wrong: every error with its place and what is allowed there.</summary>
    public static RefusalException InvalidDefinition(string message, DefinitionErrors errors) =>
        new RefusalException(ErrorTable.InvalidDefinition, message).With(errors);

    /// <summary>A request id came again with another request.</summary>
    public static RefusalException RequestIdReused(string requestId) =>
        Violation(ErrorTable.RequestIdReused, "request_id", $"'{requestId}' was used for another request; ids name one request.");

    /// <summary>There is no such resource.</summary>
    /// <param name="type">asset, line, plant, alarm, …</param>
    /// <param name="name">As asked for.</param>
    public static RefusalException NotFound(string type, string name) =>
        new RefusalException(ErrorTable.NotFound, $"There is no {type} '{name}'.")
            .With(new ResourceInfo { ResourceType = $"{ErrorTable.Domain}/{type}", ResourceName = RefusalException.Shown(name), Description = $"no such {type}" });

    /// <summary>An id stands for several resources.</summary>
    public static RefusalException Ambiguous(string type, string id, IReadOnlyList<string> candidates)
    {
        var listed = string.Join(", ", candidates.Take(MaxListed)) + (candidates.Count > MaxListed ? $" and {candidates.Count - MaxListed} more" : "");
        return Precondition(ErrorTable.AmbiguousName, "UNIQUE_ID", id, $"The id '{id}' is not unique; give the name of one {type}: {listed}.")
            .With("candidates", listed);
    }

    /// <summary>The resource was changed in between.</summary>
    /// <param name="name">Resource name.</param>
    /// <param name="sent">Etag in the request.</param>
    /// <param name="current">Etag now; null when not known.</param>
    public static RefusalException EtagMismatch(string name, string sent, string? current)
    {
        var refusal = new RefusalException(
            ErrorTable.EtagMismatch, $"'{name}' was changed since it was read: its etag is not '{sent}'. Read it again and repeat the change.");
        return current is null ? refusal : refusal.With("etag", current);
    }

    /// <summary>A token or a producer knows another history of the partition: the store was restored or damage was accepted.</summary>
    public static RefusalException HistoryMismatch(string partition, Guid sent, Guid current) =>
        Precondition(
                ErrorTable.HistoryMismatch,
                "HISTORY_ID",
                partition,
                $"Partition {partition} has history {current:N}, not {sent:N}: its store was restored, damage was accepted, or the id is of another partition. Read without a token.")
            .With("history_id", current.ToString("N"));

    /// <summary>The definition can't follow the one in force.</summary>
    public static RefusalException IncompatibleDefinition(string plant, IReadOnlyList<string> reasons)
    {
        var detail = new PreconditionFailure();
        foreach (var reason in reasons.Take(MaxListed))
        {
            detail.Violations.Add(new PreconditionFailure.Types.Violation { Type = "COMPATIBLE", Subject = $"plants/{plant}", Description = RefusalException.Shown(reason) });
        }

        return new RefusalException(
            ErrorTable.IncompatibleDefinition, $"The definition can't replace the one in force in plant '{plant}': {string.Join(" ", reasons.Take(MaxListed))}").With(detail);
    }

    /// <summary>The plant, asset or signal takes nothing any more.</summary>
    public static RefusalException Retired(string name) =>
        Precondition(ErrorTable.Retired, "IN_USE", name, $"'{name}' is retired; its history stays readable.");

    /// <summary>What was sent lives in another partition.</summary>
    public static RefusalException WrongPartition(string subject, int partition, string address) =>
        Precondition(ErrorTable.WrongPartition, "PARTITION", subject, $"'{subject}' lives in partition {partition}.")
            .With("partition", partition.ToString(CultureInfo.InvariantCulture))
            .With("address", address);

    /// <summary>Something else must hold first.</summary>
    public static RefusalException PreconditionFailed(string type, string subject, string description) =>
        Precondition(ErrorTable.PreconditionFailed, type, subject, description);

    /// <summary>A quota of the plant is used up.</summary>
    public static RefusalException QuotaExceeded(string subject, string description, TimeSpan retryAfter)
    {
        var detail = new QuotaFailure();
        detail.Violations.Add(new QuotaFailure.Types.Violation { Subject = subject, Description = description });
        return new RefusalException(ErrorTable.QuotaExceeded, $"{subject}: {description}").With(detail).RetryIn(retryAfter);
    }

    /// <summary>A bound of the server is reached.</summary>
    public static RefusalException Busy(string message) => new(ErrorTable.Busy, message);

    /// <summary>A read waited as long as it may.</summary>
    public static RefusalException WaitTimedOut(string partition, ulong wanted, ulong reached, TimeSpan waited) =>
        new RefusalException(
                ErrorTable.WaitTimedOut,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Partition {partition} reached commit index {reached} of {wanted} within {waited.TotalMilliseconds:0} ms."))
            .With("partition", partition)
            .With("commit_index", reached.ToString(CultureInfo.InvariantCulture));

    /// <summary>The partition is not open in this process: it recovers, moves, or its store failed.</summary>
    public static RefusalException PartitionUnavailable(string partition, string reason) =>
        new RefusalException(ErrorTable.PartitionUnavailable, $"Partition {partition} does not serve now: {reason}.").With("partition", partition);

    /// <summary>The server is about to stop.</summary>
    public static RefusalException Draining(string message) => new(ErrorTable.Draining, message);

    private static RefusalException Violation(ErrorRow row, string field, string description)
    {
        var detail = new BadRequest();
        detail.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = field, Description = RefusalException.Shown(description) });
        return new RefusalException(row, $"{field}: {description}").With(detail);
    }

    private static RefusalException Precondition(ErrorRow row, string type, string subject, string description)
    {
        var detail = new PreconditionFailure();
        detail.Violations.Add(new PreconditionFailure.Types.Violation { Type = type, Subject = RefusalException.Shown(subject), Description = RefusalException.Shown(description) });
        return new RefusalException(row, description).With(detail);
    }
}
