using System.Collections.Immutable;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>What the equations of a module may refer to.</summary>
internal sealed class ModuleSymbols : SymbolTable
{
    private readonly Dictionary<string, Symbol> symbols = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly Dictionary<string, TableSymbol> tables = new(StringComparer.Ordinal);
    private readonly HashSet<string> continuous = new(StringComparer.Ordinal);
    private readonly Func<string, (bool IsState, string? Why)> derivative;

    private ModuleSymbols(Func<string, (bool IsState, string? Why)> derivative) => this.derivative = derivative;

    public override bool IsPhysical => true;

    public override IEnumerable<string> Names => names;

    public override IEnumerable<string> TableNames => tables.Keys;

    /// <summary>Everything; what may have a derivative the function says.</summary>
    public static ModuleSymbols Of(ModuleDefinition module, Func<string, (bool IsState, string? Why)> derivative)
    {
        var all = OfParameters(module, derivative);
        foreach (var variable in module.Variables)
        {
            all.Add(variable.Name, variable.Unit, variable.Kind == VariableKind.Boolean, variable.Kind == VariableKind.Number);
        }

        foreach (var port in module.Ports)
        {
            switch (port)
            {
                case SignalPort signal:
                    all.Add(signal.Name, signal.Unit, signal.IsBoolean, !signal.IsBoolean);
                    break;
                case ConnectorPort connector:
                    all.Add($"{connector.Name}.{connector.Potential.Name}", connector.Potential.Unit, false, true);
                    all.Add($"{connector.Name}.{connector.Flow.Name}", connector.Flow.Unit, false, true);
                    break;
            }
        }

        all.Add(ModuleWord.Time, "s", false, true);
        return all;
    }

    /// <summary>Parameters and tables only, for values at the start.</summary>
    public static ModuleSymbols OfParameters(ModuleDefinition module) => OfParameters(module, _ => (false, "only equations and events can refer to derivatives"));

    public override Symbol? Find(string name) => symbols.GetValueOrDefault(name);

    public override TableSymbol? FindTable(string name) => tables.GetValueOrDefault(name);

    public override Symbol? FindDerivative(string name, out string? why)
    {
        (var isState, why) = derivative(name);
        return isState ? symbols[name] : null;
    }

    /// <summary>Whether it is a number that may change at any time, not at events only.</summary>
    public bool IsContinuous(string name) => continuous.Contains(name);

    private static ModuleSymbols OfParameters(ModuleDefinition module, Func<string, (bool IsState, string? Why)> derivative)
    {
        var all = new ModuleSymbols(derivative);
        foreach (var parameter in module.Parameters)
        {
            all.Add(parameter.Name, parameter.Unit, parameter.IsBoolean, false);
        }

        foreach (var table in module.Tables)
        {
            all.tables[table.Name] = new TableSymbol(table.Name, Unit.Parse(table.X.Unit), Unit.Parse(table.Y.Unit), table.ToCurve());
        }

        return all;
    }

    private void Add(string name, string unit, bool isBoolean, bool isContinuous)
    {
        names.Add(name);
        symbols[name] = isBoolean ? Symbol.Truth(name) : Symbol.Number(name, Unit.Parse(unit));
        if (isContinuous)
        {
            continuous.Add(name);
        }
    }
}
