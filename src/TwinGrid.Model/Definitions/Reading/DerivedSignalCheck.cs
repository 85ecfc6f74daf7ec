using TwinGrid.Model.Expressions;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Checks the expressions of a type's derived signals, and that none depends on itself.</summary>
internal static class DerivedSignalCheck
{
    public static void Check(AssetTypeDefinition type, IReadOnlyDictionary<string, Section> sections)
    {
        var uses = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var signal in type.Signals.Where(s => s.Expression is not null))
        {
            if (!DerivedSignal.TryCompile(type, signal, out var compiled, out var errors))
            {
                ExpressionFindings.Report(sections[signal.Id], errors);
            }
            else
            {
                uses.Add(signal.Id, compiled.Inputs);
                if (compiled.Inputs.IsEmpty)
                {
                    sections[signal.Id].Warn("expression", "refers to no signal, so it is computed only once; a constant is better a parameter");
                }
            }
        }

        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in uses.Keys)
        {
            Visit(id, []);
        }

        void Visit(string id, List<string> trail)
        {
            if (!uses.TryGetValue(id, out var inputs) || done.Contains(id))
            {
                return;
            }

            if (trail.IndexOf(id) is var start and >= 0)
            {
                var circle = string.Join(" -> ", trail.Skip(start).Append(id));
                sections[id].Error("expression", $"'{id}' depends on itself: {Wording.Shorten(circle)}");
                return;
            }

            trail.Add(id);
            foreach (var input in inputs)
            {
                Visit(input, trail);
            }

            trail.RemoveAt(trail.Count - 1);
            done.Add(id);
        }
    }
}
