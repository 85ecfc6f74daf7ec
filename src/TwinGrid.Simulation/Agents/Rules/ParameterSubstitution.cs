using TwinGrid.Model.Expressions;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>Puts the values of an assembly's parameters in the place of their names, so that only signals are left to change.</summary>
internal static class ParameterSubstitution
{
    /// <summary>The expression with numbers in units instead of parameters.</summary>
    public static Expression Apply(Expression expression, IParameterScope scope) => expression switch
    {
        ReferenceExpression reference when scope.TryParameter(reference.Name, out var number, out var unit) =>
            new NumberExpression(reference.At, number, unit.Code == "1" ? null : unit.Code),
        UnaryExpression unary => unary with { Operand = Apply(unary.Operand, scope) },
        BinaryExpression binary => binary with { Left = Apply(binary.Left, scope), Right = Apply(binary.Right, scope) },
        CallExpression call => call with { Arguments = [.. call.Arguments.Select(a => Apply(a, scope))] },
        _ => expression,
    };
}
