using System.Reflection.Emit;
using TwinGrid.Model.Expressions;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>Compiles terms to code. The code refers to nothing but its tables; it may run on many threads.</summary>
internal static class TermCompiler
{
    /// <summary>Code of a term for any instance of its module.</summary>
    public static TermCode Compile(Term term)
    {
        var curves = new List<Curve>();
        var method = new DynamicMethod("Term", typeof(double), [typeof(Curve[]), typeof(double).MakeByRefType(), typeof(int).MakeByRefType()], typeof(TermCompiler).Module);
        var il = method.GetILGenerator();
        new TermEmitter(il, index => LoadByMap(il, index), curves).Emit(term);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<TermCode>(curves.ToArray());
    }

    /// <summary>Code of assignments, one after the other, for one system.</summary>
    /// <param name="assignments">Terms, where their variables are, and where the results go.</param>
    public static SystemCode Compile(IEnumerable<Assignment> assignments)
    {
        var curves = new List<Curve>();
        var method = new DynamicMethod("System", null, [typeof(Curve[]), typeof(double).MakeByRefType()], typeof(TermCompiler).Module);
        var il = method.GetILGenerator();
        foreach (var assignment in assignments)
        {
            LoadAddress(il, assignment.Target);
            new TermEmitter(il, index => LoadAt(il, assignment.Slots[index]), curves).Emit(assignment.Term);
            il.Emit(OpCodes.Stind_R8);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<SystemCode>(curves.ToArray());
    }

    private static void LoadByMap(ILGenerator il, int index)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldc_I4, index * sizeof(int));
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_I4);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Ldc_I4, sizeof(double));
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_R8);
    }

    private static void LoadAt(ILGenerator il, int slot)
    {
        LoadAddress(il, slot);
        il.Emit(OpCodes.Ldind_R8);
    }

    private static void LoadAddress(ILGenerator il, int slot)
    {
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, slot * sizeof(double));
        il.Emit(OpCodes.Add);
    }
}
