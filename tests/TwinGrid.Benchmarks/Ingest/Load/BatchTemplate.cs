using System.Buffers.Binary;
using Google.Protobuf;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Ingest.Load;

/// <summary>
/// An encoded batch in which only the sequence number and the times change from send to send: the load generator must cost little beside the
/// server that shares its cores.
/// </summary>
internal sealed class BatchTemplate
{
    private readonly byte[] bytes;
    private readonly int seqAt;
    private readonly int timesAt;

    /// <summary>Encodes runs of equal length.</summary>
    /// <param name="handles">Handle of each run.</param>
    /// <param name="runLength">Samples of each run.</param>
    public BatchTemplate(ReadOnlySpan<uint> handles, int runLength)
    {
        Samples = handles.Length * runLength;
        var batch = new Batch();
        foreach (var handle in handles)
        {
            for (var i = 0; i < (runLength == 1 ? 1 : 0); i++)
            {
                batch.Series.Add(handle);
            }

            if (runLength > 1)
            {
                batch.Series.Add(handle);
                batch.RunLength.Add((uint)runLength);
            }
        }

        for (var i = 0; i < Samples; i++)
        {
            batch.Value.Add(20 + (i % 97 * 0.25));
        }

        var rest = batch.ToByteArray();
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            // seq as a varint of a fixed ten bytes, then the times, then all else.
            var length = 11 + 1 + CodedOutputStream.ComputeLengthSize(Samples * 8) + (Samples * 8) + rest.Length;
            output.WriteRawTag(26);
            output.WriteLength(length);
            output.WriteRawTag(8);
            output.Flush();
            seqAt = (int)stream.Length;
            stream.Write(new byte[10]);
            output.WriteRawTag(26);
            output.WriteLength(Samples * 8);
            output.Flush();
            timesAt = (int)stream.Length;
            stream.Write(new byte[Samples * 8]);
        }

        stream.Write(rest);
        bytes = stream.ToArray();
        RunLength = runLength;
    }

    public int Samples { get; }

    public int RunLength { get; }

    public int Length => bytes.Length;

    /// <summary>Writes the message with a sequence number and times that go up by 1 ms within a run and end at the given one.</summary>
    public void Write(Span<byte> destination, ulong seq, long newestTimeNs)
    {
        bytes.CopyTo(destination);
        for (var i = 0; i < 9; i++)
        {
            destination[seqAt + i] = (byte)(0x80 | (seq & 0x7F));
            seq >>= 7;
        }

        destination[seqAt + 9] = (byte)(seq & 1);
        var at = timesAt;
        for (var sample = 0; sample < Samples;)
        {
            for (var i = RunLength - 1; i >= 0; i--, sample++, at += 8)
            {
                BinaryPrimitives.WriteInt64LittleEndian(destination[at..], newestTimeNs - (i * 1_000_000L));
            }
        }
    }
}
