using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Queries;

/// <summary>An order of assets (AIP-132): <c>name</c>, <c>type</c>, <c>line</c>, <c>signals.S</c>, each with <c>desc</c> if wanted; ties by name.</summary>
internal sealed class AssetOrder : IComparer<SortKey[]>
{
    /// <summary>Fields at the most.</summary>
    public const int MaxFields = 4;

    private readonly (string Field, string? Signal, bool Descending)[] fields;

    private AssetOrder((string Field, string? Signal, bool Descending)[] fields) => this.fields = fields;

    /// <summary>Ascending by name alone: pages come from the name index.</summary>
    public bool IsByName => fields is [("name", _, false)];

    /// <summary>Keys of an asset.</summary>
    public int KeyCount => fields.Length + 1;

    /// <summary>Reads an order; empty = by name.</summary>
    /// <exception cref="FilterException">It names what can't be ordered by.</exception>
    public static AssetOrder Parse(string orderBy, IReadOnlyList<AssetTypeDefinition> types)
    {
        var fields = new List<(string, string?, bool)>();
        foreach (var part in orderBy.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 2 || (words.Length == 2 && words[1] is not ("asc" or "desc")))
            {
                throw new FilterException($"order_by '{part}': expected a field, then asc or desc.", "order_by");
            }

            fields.Add((words[0], SignalOf(words[0], types), words.Length == 2 && words[1] == "desc"));
        }

        if (fields.Count > MaxFields)
        {
            throw new FilterException($"order_by has {fields.Count} fields; at most {MaxFields}.", "order_by");
        }

        if (!fields.Exists(field => field.Item1 == "name"))
        {
            fields.Add(("name", null, false));
        }

        return new AssetOrder([.. fields]);
    }

    /// <summary>Fills an asset's keys in.</summary>
    public void KeysOf(AssetInfo info, AssetView? view, SortKey[] keys)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            keys[i] = fields[i] switch
            {
                ("name", _, _) => new SortKey(info.Name),
                ("type", _, _) => new SortKey(info.Type.Id),
                ("line", _, _) => new SortKey(info.Line),
                var (_, signal, _) => SignalKey(info, view!, signal!),
            };
        }

        // A retired asset and its successor may share a name.
        keys[^1] = new SortKey(info.Slot);
    }

    /// <inheritdoc/>
    public int Compare(SortKey[]? x, SortKey[]? y)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (SortKey.Compare(x![i], y![i], fields[i].Descending) is var order and not 0)
            {
                return order;
            }
        }

        return SortKey.Compare(x![^1], y![^1], descending: false);
    }

    private static SortKey SignalKey(AssetInfo info, AssetView view, string signal)
    {
        var index = TypeFacts.Of(info.Type).IndexOf(signal);
        if (index < 0 || index >= view.Count)
        {
            return new SortKey(double.NaN);
        }

        ref readonly var state = ref view.Signals[index];
        return state.TimeNs == long.MinValue ? new SortKey(double.NaN) : new SortKey(state.Value);
    }

    private static string? SignalOf(string field, IReadOnlyList<AssetTypeDefinition> types)
    {
        if (field is "name" or "type" or "line")
        {
            return null;
        }

        if (!field.StartsWith("signals.", StringComparison.Ordinal))
        {
            throw new FilterException($"order_by '{field}': one can order by name, type, line and signals.ID.", "order_by");
        }

        var signal = field["signals.".Length..];
        var having = types.Where(type => TypeFacts.Of(type).IndexOf(signal) >= 0).ToList();
        if (types.Count > 0 && having.Count == 0)
        {
            throw new FilterException($"order_by '{field}': no type has a signal '{signal}'.", "order_by");
        }

        return having.Exists(type => type.Signals[TypeFacts.Of(type).IndexOf(signal)].Type == SignalType.String)
            ? throw new FilterException($"order_by '{field}': signal '{signal}' is a text; one can order by numbers.", "order_by")
            : signal;
    }
}
