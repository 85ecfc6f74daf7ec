namespace TwinGrid.Model.Expressions;

/// <summary>An equation's syntax tree: <c>left = right</c>.</summary>
/// <param name="Left">Before the sign.</param>
/// <param name="Right">After the sign.</param>
/// <param name="At">Place of the sign.</param>
public sealed record EquationExpression(Expression Left, Expression Right, TextPosition At)
{
    /// <summary>Names referred to on either side, each once.</summary>
    public IReadOnlyList<string> References() => [.. Left.References().Union(Right.References(), StringComparer.Ordinal)];
}

/// <summary>An equation that was checked: both sides in the same coherent SI unit.</summary>
/// <param name="Left">Before the sign.</param>
/// <param name="Right">After the sign.</param>
public sealed record CompiledEquation(CompiledExpression Left, CompiledExpression Right);
