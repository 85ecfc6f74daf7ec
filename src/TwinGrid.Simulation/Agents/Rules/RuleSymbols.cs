using TwinGrid.Model.Expressions;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>What rules may refer to: signals that the model's components show, <c>component.port</c>. Keeps those that were asked for.</summary>
/// <param name="model">The components.</param>
/// <param name="scope">Parameters of the assembly, for messages only: their values were put in place before.</param>
internal sealed class RuleSymbols(ModelSurroundings model, IParameterScope scope) : SymbolTable
{
    private readonly List<RuleSignal> signals = [];

    /// <summary>The signals that were asked for.</summary>
    public IReadOnlyList<RuleSignal> Signals => signals;

    /// <inheritdoc/>
    public override IEnumerable<string> Names =>
        scope.Names.Concat(model.Siblings.SelectMany(s => model.Find(s)!.Type.Descriptor.Ports.Where(IsShown).Select(p => $"{s}.{p.Name}")));

    /// <inheritdoc/>
    public override Symbol? Find(string name)
    {
        if (IndexOf(name) is var index and >= 0)
        {
            return Symbol.Number(name, signals[index].Unit);
        }

        if (model.FindPort(name) is not var (module, port) || !IsShown(port))
        {
            return null;
        }

        var unit = Model.Units.Unit.Parse(port.Unit);
        signals.Add(new RuleSignal(name, module.Path, port.Name, unit));
        return Symbol.Number(name, unit);
    }

    /// <summary>Index of a signal that was asked for; -1 = it was not.</summary>
    public int IndexOf(string name) => signals.FindIndex(s => s.Name == name);

    private static bool IsShown(PortDescriptor port) => port is { Kind: PortKind.Signal, Direction: PortDirection.Out };
}
