using System.Buffers.Binary;
using System.Security.Cryptography;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Experiments.Records;

/// <summary>The digest of a run: what its replications went through and gave, in index order.</summary>
public static class RunDigest
{
    /// <summary>SHA-256 over (arm, replication, trace digest, events, KPI bits) of all replications, 64 lower-case hex digits.</summary>
    /// <param name="results">By arm, in index order.</param>
    public static string Of(IReadOnlyList<IReadOnlyList<ReplicationResult>> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[8];
        foreach (var result in results.SelectMany(r => r))
        {
            Append(hash, word, result.Task.Arm);
            Append(hash, word, result.Task.Replication);
            Append(hash, word, unchecked((long)result.Digest));
            Append(hash, word, result.Events);
            foreach (var kpi in result.Kpis)
            {
                // All NaNs are one: their bits are not the model's.
                Append(hash, word, double.IsNaN(kpi) ? -1 : BitConverter.DoubleToInt64Bits(kpi));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, Span<byte> word, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(word, value);
        hash.AppendData(word);
    }
}
