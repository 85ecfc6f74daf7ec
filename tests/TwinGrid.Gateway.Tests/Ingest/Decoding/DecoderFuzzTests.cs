using System.Globalization;
using CsCheck;
using Google.Protobuf;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Ingest.Decoding;

/// <summary>
/// Random and mutated bytes against <see cref="DecoderProbe"/>. A short run by default; <c>TWINGRID_FUZZ_SECONDS=600</c> makes it a long one,
/// <c>TWINGRID_FUZZ_SEED</c> repeats one. Cases that once found something go to Corpus/*.hex and are run for ever.
/// </summary>
public sealed class DecoderFuzzTests
{
    private const int DefaultCases = 20_000;

    public static TheoryData<string> Corpus =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Ingest", "Decoding", "Corpus"), "*.hex").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Decode_CorpusCase_BehavesLikeGooglesParser(string file)
    {
        var hex = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Ingest", "Decoding", "Corpus", file));
        DecoderProbe.Run(Convert.FromHexString(hex.Split('#')[0].Trim()));
    }

    [Fact]
    public void Decode_RandomAndMutatedBytes_BehavesLikeGooglesParser()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("TWINGRID_FUZZ_SEED") ?? "20260101", CultureInfo.InvariantCulture);
        var seconds = double.Parse(Environment.GetEnvironmentVariable("TWINGRID_FUZZ_SECONDS") ?? "0", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        var seeds = Batches.Valid.Array[64].Generate(new PCG(7, (ulong)seed), null, out _);
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < DefaultCases || TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds; i++)
        {
            var bytes = Next(random, seeds);
            try
            {
                DecoderProbe.Run(bytes);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}, case {i}: add to the corpus {Convert.ToHexString(bytes)}", e);
            }
        }
    }

    private static byte[] Next(Random random, Batch[] seeds)
    {
        if (random.Next(5) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return random.Next(2) == 0 ? noise : LegalEncoding.Field(3, 2, LegalEncoding.Prefixed(noise));
        }

        var encoding = new LegalEncoding(random);
        var batch = seeds[random.Next(seeds.Length)];
        var encoded = random.Next(2) == 0 ? batch.ToByteArray() : encoding.Encode(batch);
        var isInside = random.Next(2) == 0;
        encoded = isInside ? Mutate(random, encoded) : encoded;
        var wrapped = encoding.Wrap(encoded, plain: random.Next(4) > 0);
        return isInside ? wrapped : Mutate(random, wrapped);
    }

    private static byte[] Mutate(Random random, byte[] bytes)
    {
        var list = bytes.ToList();
        for (var n = random.Next(1, 5); n > 0 && list.Count > 0; n--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(6))
            {
                case 0: list[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: list[at] = (byte)random.Next(256); break;
                case 2: list.RemoveRange(at, Math.Min(list.Count - at, random.Next(1, 9))); break;
                case 3: list.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 9))); break;
                case 4: list.RemoveRange(at, list.Count - at); break;
                default: list.InsertRange(at, list.GetRange(at, Math.Min(list.Count - at, random.Next(1, 40)))); break;
            }
        }

        return [.. list];
    }
}
