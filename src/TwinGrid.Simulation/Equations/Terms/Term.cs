using TwinGrid.Model.Expressions;

namespace TwinGrid.Simulation.Equations.Terms;

/// <summary>
/// A part of an equation in the form that is rearranged, differentiated and compiled. Numbers are in coherent SI units, truth values 0 and 1. Immutable; equal when
/// they read the same.
/// </summary>
internal abstract record Term
{
    public static readonly NumberTerm Zero = new(0);

    public static readonly NumberTerm One = new(1);

    /// <summary>Parts, from left to right.</summary>
    public abstract IReadOnlyList<Term> Parts { get; }

    /// <summary>Number of terms in the tree, itself included.</summary>
    public int Size => 1 + Parts.Sum(p => p.Size);

    /// <summary>The variables in it, each once, in order of appearance.</summary>
    public IReadOnlyList<int> Variables()
    {
        var found = new List<int>();
        Collect(this, found);
        return found;
    }

    public bool Uses(Func<int, bool> isWanted) => this is VariableTerm variable ? isWanted(variable.Index) : Parts.Any(p => p.Uses(isWanted));

    private static void Collect(Term term, List<int> found)
    {
        if (term is VariableTerm variable && !found.Contains(variable.Index))
        {
            found.Add(variable.Index);
        }

        foreach (var part in term.Parts)
        {
            Collect(part, found);
        }
    }
}

/// <summary>A number.</summary>
internal sealed record NumberTerm(double Value) : Term
{
    public override IReadOnlyList<Term> Parts => [];
}

/// <summary>A variable, by its place in the module.</summary>
internal sealed record VariableTerm(int Index) : Term
{
    public override IReadOnlyList<Term> Parts => [];
}

/// <summary>A function of one term.</summary>
internal sealed record UnaryTerm(Operation Operation, Term Operand) : Term
{
    public override IReadOnlyList<Term> Parts => [Operand];
}

/// <summary>A function of two terms.</summary>
internal sealed record BinaryTerm(Operation Operation, Term Left, Term Right) : Term
{
    public override IReadOnlyList<Term> Parts => [Left, Right];
}

/// <summary>One of two by a condition; NaN when the condition is NaN.</summary>
internal sealed record ChoiceTerm(Term Condition, Term Then, Term Otherwise) : Term
{
    public override IReadOnlyList<Term> Parts => [Condition, Then, Otherwise];
}

/// <summary>A table looked up, or its slope.</summary>
internal sealed record LookupTerm(Curve Curve, Term Operand, bool IsSlope = false) : Term
{
    public override IReadOnlyList<Term> Parts => [Operand];
}
