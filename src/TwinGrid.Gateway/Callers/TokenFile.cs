using System.Security.Cryptography;
using System.Text;
using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Callers;

/// <summary>
/// Callers and their bearer tokens, from a file with a line <c>name token</c> each; empty lines and lines that start with # do not count. Only
/// hashes are kept in memory.
/// </summary>
internal sealed class TokenFile
{
    /// <summary>Shortest token, in characters: 128 bits in base 64.</summary>
    public const int MinTokenLength = 22;

    private readonly List<(string Name, byte[] Hash)> callers;

    private TokenFile(List<(string Name, byte[] Hash)> callers) => this.callers = callers;

    /// <exception cref="InvalidDataException">A line has another form; the message names file and line, never the token.</exception>
    public static TokenFile Load(string path) => Parse(path, File.ReadAllLines(path));

    internal static TokenFile Parse(string path, IReadOnlyList<string> lines)
    {
        var callers = new List<(string, byte[])>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, { Length: >= MinTokenLength } token] || !Identifier.IsValid(name))
            {
                throw new InvalidDataException(
                    $"{path}:{i + 1}: expected a name ({Identifier.Rule}), a space and a token of at least {MinTokenLength} characters.");
            }

            callers.Add((name, Hash(token)));
        }

        return callers.Count > 0 ? new TokenFile(callers) : throw new InvalidDataException($"{path}: names no caller, so nobody could call.");
    }

    /// <summary>Whose token it is; null when it is nobody's. Takes the same time whichever it is.</summary>
    public string? FindCaller(string token)
    {
        var hash = Hash(token);
        string? found = null;
        foreach (var (name, known) in callers)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
            {
                found = name;
            }
        }

        return found;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
