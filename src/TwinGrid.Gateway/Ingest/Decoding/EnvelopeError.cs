namespace TwinGrid.Gateway.Ingest.Decoding;

/// <summary>What is wrong with a message as a whole. It rejects the batch and leaves the high-water mark where it is.</summary>
/// <param name="Reason">Stable code, e.g. <c>TOO_MANY_SAMPLES</c>.</param>
/// <param name="Field">Field of the message.</param>
/// <param name="Value">What came.</param>
/// <param name="Bound">What is allowed.</param>
/// <param name="Message">Both in words.</param>
internal sealed record EnvelopeError(string Reason, string Field, long Value, long Bound, string Message)
{
    public static EnvelopeError Malformed(int offset, string what) =>
        new("MALFORMED", "message", offset, 0, $"Malformed protobuf at byte {offset}: {what}.");

    public static EnvelopeError TooLarge(long bytes) =>
        new("BATCH_TOO_LARGE", "message", bytes, IngestLimits.MaxBatchBytes, $"The message has {bytes} bytes; at most {IngestLimits.MaxBatchBytes} are taken.");

    public static EnvelopeError TooManySamples(string field, long samples) =>
        new("TOO_MANY_SAMPLES", field, samples, IngestLimits.MaxBatchSamples, $"{field} has {samples} entries; a batch holds at most {IngestLimits.MaxBatchSamples}.");

    public static EnvelopeError LengthMismatch(string field, long entries, string of, long expected) =>
        new("COLUMN_LENGTH_MISMATCH", field, entries, expected, $"{field} has {entries} entries where {of} has {expected}.");

    public static EnvelopeError RunLength(int run, long length, long left) =>
        new("BAD_RUN_LENGTH", "batch.run_length", length, left, $"run_length[{run}] is {length}; 1 to {left} samples are left for it.");

    public static EnvelopeError RunSum(long sum, long samples) =>
        new("BAD_RUN_LENGTH", "batch.run_length", sum, samples, $"The run lengths add up to {sum} where batch.time has {samples} entries.");

    public static EnvelopeError SeqZero() =>
        new("SEQ_ZERO", "batch.seq", 0, 1, "batch.seq is 0; sequence numbers start at 1.");

    public static EnvelopeError TextTooLong(int index, int bytes) =>
        new("TEXT_TOO_LONG", "batch.text", bytes, IngestLimits.MaxTextBytes, $"text[{index}] has {bytes} bytes; at most {IngestLimits.MaxTextBytes} are taken.");
}
