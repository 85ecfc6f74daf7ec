using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace TwinGrid.Simulation.Modules;

/// <summary>
/// Texts beside a document that its model is made of, such as the instance of a job shop. Each is read once, so that all arms, draws and replications see the same, and can be
/// told by its hash. Safe for several threads.
/// </summary>
/// <param name="read">Gives the text of a name as documents write it; null when there is none. Null = texts can't be read here.</param>
public sealed class ModelTexts(Func<string, string?>? read)
{
    private readonly Lock guard = new();
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Whether any can be read.</summary>
    public bool CanRead => read is not null;

    /// <summary>What was read so far, <c>name@hash</c> with the SHA-256 of its UTF-8, by name.</summary>
    public ImmutableArray<string> Hashes
    {
        get
        {
            lock (guard)
            {
                return [.. texts.Select(t => $"{t.Key}@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(t.Value)))}")];
            }
        }
    }

    /// <summary>The text of a name; null when there is none.</summary>
    public string? Find(string name)
    {
        lock (guard)
        {
            if (!texts.TryGetValue(name, out var text) && read?.Invoke(name) is { } found)
            {
                texts.Add(name, text = found);
            }

            return text;
        }
    }
}
