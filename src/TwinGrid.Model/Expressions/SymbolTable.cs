namespace TwinGrid.Model.Expressions;

/// <summary>What an expression may refer to.</summary>
public abstract class SymbolTable
{
    /// <summary>Names, for messages.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Whether the aggregates sum, mean, min, max and count over many assets are to be had.</summary>
    public virtual bool HasAggregates => false;

    /// <summary>What a name stands for; null when there is no such name.</summary>
    public abstract Symbol? Find(string name);

    /// <summary>
    /// Whether expressions are equations of physics: every number is in the coherent SI unit of what it measures (temperatures in K), whatever unit its symbol or its
    /// literal has, and der, table and noEvent are to be had.
    /// </summary>
    public virtual bool IsPhysical => false;

    /// <summary>Names of the tables, for messages.</summary>
    public virtual IEnumerable<string> TableNames => [];

    /// <summary>What has a derivative with respect to time; null, with the reason where the name is known, when it has none.</summary>
    public virtual Symbol? FindDerivative(string name, out string? why)
    {
        why = null;
        return null;
    }

    /// <summary>A table; null when there is no such table.</summary>
    public virtual TableSymbol? FindTable(string name) => null;

    /// <summary>What an aggregate stands for; null, with the reason, when there is no such signal or it can't be aggregated in this way.</summary>
    public virtual Symbol? FindAggregate(AggregateFunction function, string name, out string? why)
    {
        why = null;
        return null;
    }
}

/// <summary>Aggregates over the assets of a type.</summary>
public enum AggregateFunction : byte
{
    /// <summary>Sum of the usable values; for booleans how many are true.</summary>
    Sum = 1,

    /// <summary>Arithmetic mean of the usable values; for booleans the share that is true.</summary>
    Mean = 2,

    /// <summary>Smallest usable value.</summary>
    Min = 3,

    /// <summary>Largest usable value.</summary>
    Max = 4,

    /// <summary>How many assets have a usable value.</summary>
    Count = 5,
}
