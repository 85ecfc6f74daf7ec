using System.Collections.Concurrent;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.History;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>Encoders and decoders to borrow: their scratch memory is worth keeping, and each serves one thread at a time.</summary>
internal sealed class ChunkCodecs : IDisposable
{
    /// <summary>Zstandard level of runs that will be merged, and so written again, soon.</summary>
    private const int PassingLevel = 1;

    /// <summary>Zstandard level of chunks that stay.</summary>
    private const int LastingLevel = 3;

    private readonly ConcurrentBag<(ChunkEncoder Passing, ChunkEncoder Lasting, ChunkDecoder Decoder)> free = [];

    /// <summary>Runs work that encodes and decodes.</summary>
    public T Use<T>(Func<Codec, T> work)
    {
        var codec = free.TryTake(out var taken) ? taken : (new ChunkEncoder(PassingLevel), new ChunkEncoder(LastingLevel), new ChunkDecoder());
        try
        {
            return work(new Codec(codec.Item1, codec.Item2, codec.Item3));
        }
        finally
        {
            free.Add(codec);
        }
    }

    public void Dispose()
    {
        while (free.TryTake(out var codec))
        {
            codec.Passing.Dispose();
            codec.Lasting.Dispose();
            codec.Decoder.Dispose();
        }
    }

    internal readonly struct Codec(ChunkEncoder passing, ChunkEncoder lasting, ChunkDecoder decoder)
    {
        public EncodedRun EncodePassing(HistoryRun run) => EncodedRun.Of(run, passing);

        public EncodedRun EncodeLasting(HistoryRun run) => EncodedRun.Of(run, lasting);

        public HistoryRun Decode(ReadOnlySpan<byte> chunk) => decoder.Decode(chunk);

        /// <summary>Null for a damaged chunk. Upkeep leaves it as it is: reads tell of it.</summary>
        public HistoryRun? TryDecode(ReadOnlySpan<byte> chunk)
        {
            try
            {
                return decoder.Decode(chunk);
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }
    }
}
