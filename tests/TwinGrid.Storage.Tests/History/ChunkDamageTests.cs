using System.Buffers.Binary;
using CsCheck;
using TwinGrid.Storage.History;
using Xunit;

namespace TwinGrid.Storage.Tests.History;

public sealed class ChunkDamageTests : IDisposable
{
    private readonly ChunkEncoder encoder = new();
    private readonly ChunkDecoder decoder = new();

    public void Dispose()
    {
        encoder.Dispose();
        decoder.Dispose();
    }

    [Fact]
    public void Decode_OfAnyFlippedBit_ReportsDamage() =>
        Gen.Select(Runs.Any(withTexts: true), Gen.Int[0, int.MaxValue]).Sample(
            (run, position) =>
            {
                var chunk = encoder.Encode(run);
                var bit = position % (8 * chunk.Length);
                chunk[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Throws<InvalidDataException>(() => decoder.Decode(chunk));
            },
            iter: 1000,
            threads: 1);

    [Fact]
    public void Decode_OfATruncatedChunk_ReportsDamage() =>
        Gen.Select(Runs.Any(), Gen.Int[0, int.MaxValue]).Sample(
            (run, length) =>
            {
                var chunk = encoder.Encode(run);
                Assert.Throws<InvalidDataException>(() => decoder.Decode(chunk.AsSpan(0, length % chunk.Length)));
            },
            iter: 300,
            threads: 1);

    /// <summary>Damage that carries a fitting checksum (a defect of the writer, not of the disk): decoded or refused, never a crash.</summary>
    [Fact]
    public void Decode_OfDamageUnderAFittingChecksum_NeverCrashesOrTakesMuchMemory() =>
        Gen.Select(Runs.Any(withTexts: true), Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte).Array[1, 6], Gen.Bool).Sample(
            (run, edits, inBody) =>
            {
                var chunk = encoder.Encode(run);
                foreach (var (position, value) in edits)
                {
                    var from = inBody ? ChunkHeader.Size : 2;
                    chunk[from + (position % (chunk.Length - from))] = value;
                }

                BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(8), ChunkHeader.Checksum(chunk));
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    decoder.Decode(chunk);
                }
                catch (InvalidDataException)
                {
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ChunkHeader.MaxBodyBytes + (64L * ChunkHeader.MaxSamples));
            },
            iter: 5000,
            threads: 1);

    [Fact]
    public void Decode_OfRandomBytes_ReportsDamage() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Assert.Throws<InvalidDataException>(() => decoder.Decode(bytes)), iter: 1000, threads: 1);

    [Fact]
    public void Decode_OfANewerVersion_NamesBoth()
    {
        var chunk = encoder.Encode(ChunkCodecTests.Steady(3));
        chunk[1] = 2;
        var damage = Assert.Throws<InvalidDataException>(() => decoder.Decode(chunk));
        Assert.Contains("version 2; this program reads version 1", damage.Message, StringComparison.Ordinal);
    }
}
