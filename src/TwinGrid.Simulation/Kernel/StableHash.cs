using System.IO.Hashing;
using System.Text;

namespace TwinGrid.Simulation.Kernel;

/// <summary>Hashes that are the same in every process and on every machine, unlike <see cref="object.GetHashCode"/>.</summary>
internal static class StableHash
{
    /// <summary>XXH64 of the text's UTF-8.</summary>
    public static ulong Of(string text) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text));
}
