namespace TwinGrid.Gateway.Ingest.Decoding;

/// <summary>
/// First walk over a batch: how many entries each column has, before anything is allocated for them. Tags are
/// field &lt;&lt; 3 | wire type, both of the packed and of the one-by-one encoding.
/// </summary>
internal ref struct BatchShape
{
    public const uint Seq = (1 << 3) | 0;
    public const uint SeriesPacked = (2 << 3) | 2;
    public const uint SeriesSingle = (2 << 3) | 0;
    public const uint TimePacked = (3 << 3) | 2;
    public const uint TimeSingle = (3 << 3) | 1;
    public const uint ValuePacked = (4 << 3) | 2;
    public const uint ValueSingle = (4 << 3) | 1;
    public const uint QualityPacked = (5 << 3) | 2;
    public const uint QualitySingle = (5 << 3) | 5;
    public const uint RunsPacked = (6 << 3) | 2;
    public const uint RunsSingle = (6 << 3) | 0;
    public const uint Text = (7 << 3) | 2;

    public ulong SeqValue;
    public int Series;
    public int Times;
    public int Values;
    public int Qualities;
    public int RunLengths;
    public int Texts;

    /// <summary>Measures; null and the counts, or what is wrong.</summary>
    public EnvelopeError? Measure(ReadOnlySpan<byte> batch)
    {
        var reader = new WireReader(batch);
        while (reader.TryReadTag(out var tag))
        {
            if (!TryMeasureField(ref reader, tag))
            {
                break;
            }
        }

        return reader.Fault is { } fault ? EnvelopeError.Malformed(reader.Position, fault) : Check();
    }

    private bool TryMeasureField(ref WireReader reader, uint tag)
    {
        switch (tag)
        {
            case Seq: return reader.TryReadVarint(out SeqValue);
            case SeriesPacked: return TryCountVarints(ref reader, ref Series);
            case TimePacked: return TryCountFixed(ref reader, 8, ref Times);
            case ValuePacked: return TryCountFixed(ref reader, 8, ref Values);
            case QualityPacked: return TryCountFixed(ref reader, 4, ref Qualities);
            case RunsPacked: return TryCountVarints(ref reader, ref RunLengths);
            case SeriesSingle: Series++; break;
            case TimeSingle: Times++; break;
            case ValueSingle: Values++; break;
            case QualitySingle: Qualities++; break;
            case RunsSingle: RunLengths++; break;
            case Text: Texts++; break;
            default: break;
        }

        return reader.TrySkip(tag);
    }

    private static bool TryCountVarints(ref WireReader reader, ref int count)
    {
        if (!reader.TryReadBytes(out var chunk))
        {
            return false;
        }

        count += PackedVarints.Count(chunk);
        return chunk.IsEmpty || chunk[^1] < 0x80 || reader.Fail("a varint is cut off");
    }

    private static bool TryCountFixed(ref WireReader reader, int width, ref int count)
    {
        if (!reader.TryReadBytes(out var chunk))
        {
            return false;
        }

        count += chunk.Length / width;
        return chunk.Length % width == 0 || reader.Fail($"a packed column of {chunk.Length} bytes, no multiple of {width}");
    }

    private readonly EnvelopeError? Check()
    {
        if (SeqValue == 0)
        {
            return EnvelopeError.SeqZero();
        }

        return Over("batch.time", Times) ?? Over("batch.text", Texts)
            ?? Match("batch.value", Values)
            ?? (Qualities == 0 ? null : Match("batch.quality", Qualities))
            ?? (RunLengths == 0 ? Match("batch.series", Series)
                : Series == RunLengths ? null
                : EnvelopeError.LengthMismatch("batch.series", Series, "batch.run_length", RunLengths))
            ?? (RunLengths <= Times ? null : EnvelopeError.LengthMismatch("batch.run_length", RunLengths, "batch.time", Times));
    }

    private static EnvelopeError? Over(string field, int count) =>
        count > IngestLimits.MaxBatchSamples ? EnvelopeError.TooManySamples(field, count) : null;

    private readonly EnvelopeError? Match(string field, int count) =>
        count == Times ? null : EnvelopeError.LengthMismatch(field, count, "batch.time", Times);
}
