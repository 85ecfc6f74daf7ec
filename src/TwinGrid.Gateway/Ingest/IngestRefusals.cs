using System.Globalization;
using Google.Rpc;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest.Decoding;

namespace TwinGrid.Gateway.Ingest;

/// <summary>What ingest refuses by itself, as rows of the one error table.</summary>
internal static class IngestRefusals
{
    /// <summary>A message is wrong as a whole: the batch is rejected, the high-water mark stays.</summary>
    public static RefusalException Envelope(EnvelopeError error)
    {
        var detail = new BadRequest();
        detail.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = error.Field, Description = error.Message, Reason = error.Reason });
        return new RefusalException(error.Reason == "MALFORMED" ? ErrorTable.MalformedMessage : ErrorTable.InvalidBatch, error.Message)
            .With("problem", error.Reason)
            .With("field", error.Field)
            .With("value", error.Value.ToString(CultureInfo.InvariantCulture))
            .With("bound", error.Bound.ToString(CultureInfo.InvariantCulture))
            .With(detail);
    }

    /// <summary>A message came where the stream can't take it.</summary>
    public static RefusalException OutOfOrder(string message) => Refusal.PreconditionFailed("MESSAGE_ORDER", "Ingest", message);

    /// <summary>The client has more in flight than it was told it may.</summary>
    public static RefusalException CreditExceeded(string what, long inFlight, long credit) =>
        new RefusalException(ErrorTable.CreditExceeded, string.Create(CultureInfo.InvariantCulture, $"{inFlight} {what} are in flight; the credit is {credit}."))
            .With("resource", what)
            .With("in_flight", inFlight.ToString(CultureInfo.InvariantCulture))
            .With("credit", credit.ToString(CultureInfo.InvariantCulture));

    /// <summary>The client does not read what it is answered.</summary>
    public static RefusalException ReaderTooSlow(TimeSpan waited) =>
        new(ErrorTable.ReaderTooSlow, string.Create(CultureInfo.InvariantCulture, $"The client has read no answer for {waited.TotalSeconds:0.###} s."));
}
