namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Ids of one kind in one scope: reports those given twice and renames that can't be meant.</summary>
internal sealed class IdRegister(string kind)
{
    private readonly Dictionary<string, (string File, int Line)> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> renames = new(StringComparer.Ordinal);
    private readonly List<(Section Section, string Id, string From)> pending = [];

    public IEnumerable<string> Ids => places.Keys;

    public bool Contains(string id) => places.ContainsKey(id);

    /// <summary>False, with an error, when the id is taken.</summary>
    public bool Add(Section section, string key, string id)
    {
        var at = section.At(key);
        if (places.TryAdd(id, (section.File, at.Line)))
        {
            return true;
        }

        var (file, line) = places[id];
        section.Error(key, Wording.Invariant($"{kind} '{id}' is already defined in {file}, line {line}"));
        return false;
    }

    /// <summary>Notes that <paramref name="id"/> was called <paramref name="from"/> in an earlier version.</summary>
    public void Rename(Section section, string id, string? from)
    {
        if (from is not null)
        {
            pending.Add((section, id, from));
        }
    }

    /// <summary>To be called once all ids are known.</summary>
    public void CheckRenames()
    {
        foreach (var (section, id, from) in pending)
        {
            if (places.ContainsKey(from))
            {
                section.Error("renamedFrom", $"{kind} '{from}' is still defined; a renamed {kind} has left its old id");
            }
            else if (!renames.TryAdd(from, id))
            {
                section.Error("renamedFrom", $"{kind} '{renames[from]}' is already renamed from '{from}'");
            }
        }
    }
}
