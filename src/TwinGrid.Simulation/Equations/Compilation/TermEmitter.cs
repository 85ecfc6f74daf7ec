using System.Reflection;
using System.Reflection.Emit;
using TwinGrid.Model.Expressions;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>
/// Writes the code of terms: each leaves its value on the stack. The operations are the same calls as in <see cref="TermValue"/>, in the same order, so that both give
/// the same bits; the compiler of the runtime fuses no multiplication with an addition.
/// </summary>
/// <param name="il">Where the code goes.</param>
/// <param name="loadVariable">Leaves the value of a variable on the stack.</param>
/// <param name="curves">Tables met, to which argument 0 of the code refers.</param>
internal sealed class TermEmitter(ILGenerator il, Action<int> loadVariable, List<Curve> curves)
{
    private static readonly MethodInfo CurveAt = typeof(Curve).GetMethod(nameof(Curve.At))!;
    private static readonly MethodInfo CurveSlopeAt = typeof(Curve).GetMethod(nameof(Curve.SlopeAt))!;

    public void Emit(Term term)
    {
        switch (term)
        {
            case NumberTerm number:
                il.Emit(OpCodes.Ldc_R8, number.Value);
                break;
            case VariableTerm variable:
                loadVariable(variable.Index);
                break;
            case UnaryTerm unary:
                EmitUnary(unary);
                break;
            case BinaryTerm binary:
                EmitBinary(binary);
                break;
            case ChoiceTerm choice:
                EmitChoice(choice);
                break;
            case LookupTerm lookup:
                EmitLookup(lookup);
                break;
            default:
                throw new ArgumentException($"Unknown kind of term {term.GetType().Name}.", nameof(term));
        }
    }

    private void EmitUnary(UnaryTerm term)
    {
        if (term.Operation == Operation.Negate)
        {
            Emit(term.Operand);
            il.Emit(OpCodes.Neg);
            return;
        }

        Emit(term.Operand);
        il.Emit(OpCodes.Call, MethodOf(term.Operation));
    }

    private void EmitBinary(BinaryTerm term)
    {
        if (term is { Operation: Operation.Power, Right: NumberTerm { Value: 1 or 2 or 3 } exponent })
        {
            EmitSmallPower(term.Left, (int)exponent.Value);
            return;
        }

        Emit(term.Left);
        Emit(term.Right);
        OpCode? simple = term.Operation switch
        {
            Operation.Add => OpCodes.Add,
            Operation.Subtract => OpCodes.Sub,
            Operation.Multiply => OpCodes.Mul,
            Operation.Divide => OpCodes.Div,
            _ => null,
        };
        if (simple is { } code)
        {
            il.Emit(code);
        }
        else
        {
            il.Emit(OpCodes.Call, MethodOf(term.Operation));
        }
    }

    /// <summary>As <see cref="Operations.Power"/> multiplies: (a a) a.</summary>
    private void EmitSmallPower(Term term, int exponent)
    {
        Emit(term);
        var local = il.DeclareLocal(typeof(double));
        il.Emit(OpCodes.Stloc, local);
        il.Emit(OpCodes.Ldloc, local);
        for (var i = 1; i < exponent; i++)
        {
            il.Emit(OpCodes.Ldloc, local);
            il.Emit(OpCodes.Mul);
        }
    }

    private void EmitChoice(ChoiceTerm term)
    {
        var condition = il.DeclareLocal(typeof(double));
        var (known, otherwise, end) = (il.DefineLabel(), il.DefineLabel(), il.DefineLabel());
        Emit(term.Condition);
        il.Emit(OpCodes.Stloc, condition);
        il.Emit(OpCodes.Ldloc, condition);
        il.Emit(OpCodes.Ldloc, condition);
        il.Emit(OpCodes.Beq, known);
        il.Emit(OpCodes.Ldc_R8, double.NaN);
        il.Emit(OpCodes.Br, end);
        il.MarkLabel(known);
        il.Emit(OpCodes.Ldloc, condition);
        il.Emit(OpCodes.Ldc_R8, 0.0);
        il.Emit(OpCodes.Beq, otherwise);
        Emit(term.Then);
        il.Emit(OpCodes.Br, end);
        il.MarkLabel(otherwise);
        Emit(term.Otherwise);
        il.MarkLabel(end);
    }

    private void EmitLookup(LookupTerm term)
    {
        var index = curves.IndexOf(term.Curve);
        if (index < 0)
        {
            index = curves.Count;
            curves.Add(term.Curve);
        }

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        Emit(term.Operand);
        il.Emit(OpCodes.Call, term.IsSlope ? CurveSlopeAt : CurveAt);
    }

    private static MethodInfo MethodOf(Operation operation) =>
        typeof(Operations).GetNestedType(operation.ToString())!.GetMethod("Apply", BindingFlags.Public | BindingFlags.Static)!;
}
