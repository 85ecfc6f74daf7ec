using TwinGrid.Contracts.Twins;
using TwinGrid.Gateway.Errors;

namespace TwinGrid.Gateway.Twins;

/// <summary>Which signals of an asset a caller wants.</summary>
internal readonly struct SignalSelection
{
    /// <summary>Most names in a request.</summary>
    public const int MaxNames = 1_024;

    private static readonly string[] Nothing = ["-"];
    private readonly IReadOnlyList<string>? names;

    private SignalSelection(IReadOnlyList<string>? names, bool isNone)
    {
        this.names = names;
        IsNone = isNone;
    }

    /// <summary>All signals are wanted.</summary>
    public bool IsAll => names is null && !IsNone;

    /// <summary>No signal is wanted.</summary>
    public bool IsNone { get; }

    /// <summary>Reads the field: empty = all, a single "-" = none.</summary>
    public static SignalSelection From(IReadOnlyList<string> signals)
    {
        if (signals.Count > MaxNames)
        {
            throw Refusal.InvalidArgument("signals", $"{signals.Count} names; at most {MaxNames}.");
        }

        return signals.Count == 0 ? default : signals.SequenceEqual(Nothing) ? new SignalSelection(null, isNone: true) : new SignalSelection(signals, isNone: false);
    }

    /// <summary>Whether a signal is wanted.</summary>
    public bool Includes(string signal)
    {
        if (names is null)
        {
            return !IsNone;
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == signal)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many of a type's signals an answer can have.</summary>
    public int MostOf(int signals) => IsNone ? 0 : names is null ? signals : Math.Min(signals, names.Count);

    /// <summary>For one asset: refuses names that its type does not have. Lists over several types just leave them out.</summary>
    public void RequireIn(AssetInfo asset)
    {
        for (var i = 0; i < (names?.Count ?? 0); i++)
        {
            var name = names![i];
            if (!asset.Type.Signals.Any(signal => signal.Id == name))
            {
                throw Refusal.InvalidArgument(
                    $"signals[{i}]", $"'{name}' is no signal of type '{asset.Type.Id}'; it has {string.Join(", ", asset.Type.Signals.Select(s => s.Id))}.");
            }
        }
    }
}
