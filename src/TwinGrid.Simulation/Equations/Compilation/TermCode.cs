namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>A compiled term of a module, for any instance of it.</summary>
/// <param name="values">Values of all variables of a system.</param>
/// <param name="slots">Where the variables of the instance are in them.</param>
internal delegate double TermCode(ref double values, ref int slots);

/// <summary>Compiled assignments of a whole system.</summary>
/// <param name="values">Values of all variables of the system.</param>
internal delegate void SystemCode(ref double values);
