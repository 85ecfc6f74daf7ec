using System.Collections.Immutable;

namespace TwinGrid.Model.Cuts;

/// <summary>What the assets of a type have in common.</summary>
/// <param name="id">Type id.</param>
/// <param name="signals">In the definition's order.</param>
/// <param name="parameters">Parameter ids, in ordinal order; values are in the definition's unit.</param>
public sealed class CutType(string id, ImmutableArray<CutSignalName> signals, ImmutableArray<string> parameters)
{
    /// <summary>Type id.</summary>
    public string Id { get; } = id;

    /// <summary>In the order of <see cref="CutAsset.Signals"/>.</summary>
    public ImmutableArray<CutSignalName> Signals { get; } = signals;

    /// <summary>In the order of <see cref="CutAsset.Parameters"/>.</summary>
    public ImmutableArray<string> Parameters { get; } = parameters;

    /// <summary>Place of a signal; -1 when the type has none of that id.</summary>
    public int IndexOf(string signal)
    {
        for (var i = 0; i < Signals.Length; i++)
        {
            if (Signals[i].Id == signal)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A signal of a type.</summary>
/// <param name="Id">Signal id.</param>
/// <param name="Unit">UCUM code of its values.</param>
public sealed record CutSignalName(string Id, string Unit);
