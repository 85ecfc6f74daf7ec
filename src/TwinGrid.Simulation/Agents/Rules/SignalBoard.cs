using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>
/// The signals that an agent's rules look at, in a replication. A threshold that a continuous signal has passed counts as passed, though the value found at the crossing may
/// lie on its near side by the tolerance of the solver.
/// </summary>
/// <param name="path">Path of the agent.</param>
/// <param name="rules">Its rules.</param>
internal sealed class SignalBoard(string path, RuleSet rules)
{
    private readonly ISignal[] signals = new ISignal[rules.Signals.Length];
    private readonly double[] inputs = new double[rules.Rules.SelectMany(Expressions).Select(e => e.Signals.Length).DefaultIfEmpty(0).Max()];
    private readonly List<Passage> passages = [];

    /// <summary>Finds the signals, and has the agent told of what changes.</summary>
    /// <param name="connections">Where they are.</param>
    /// <param name="listener">Told of jumps.</param>
    /// <param name="target">Gets an event for each passage of a threshold.</param>
    /// <param name="firstKind">Kind of the event of the first threshold; two a threshold, falling and rising.</param>
    public void Connect(IConnections connections, ISignalListener listener, IEventTarget target, int firstKind)
    {
        for (var i = 0; i < signals.Length; i++)
        {
            var signal = rules.Signals[i];
            signals[i] = connections.Part<IModelPart>(signal.Path).Port(signal.Port) as ISignal ?? throw new ModelException($"{path}: {signal.Path}.{signal.Port} is not shown in this model.");
        }

        foreach (var index in rules.Rules.SelectMany(r => r.When.Signals).Distinct())
        {
            signals[index].Subscribe(listener);
        }

        foreach (var rule in rules.Rules)
        {
            Watch(rule, target, firstKind);
        }
    }

    /// <summary>Looks on which sides of the thresholds the signals are at the start.</summary>
    public void Settle()
    {
        foreach (var passage in passages)
        {
            passage.Settle();
        }
    }

    /// <summary>A signal may have jumped.</summary>
    public void Jump(ISignal signal)
    {
        foreach (var passage in passages)
        {
            if (passage.Signal == signal)
            {
                passage.Jump();
            }
        }
    }

    /// <summary>A threshold was passed.</summary>
    /// <param name="kind">Kind of its event, less the first kind.</param>
    public void Pass(int kind) => passages[kind / 2].Pass(kind % 2 == 0 ? -1 : 1);

    /// <summary>The value of an expression at present.</summary>
    public double Evaluate(RuleExpression expression)
    {
        for (var i = 0; i < expression.Signals.Length; i++)
        {
            var signal = expression.Signals[i];
            inputs[i] = expression.Exact.Contains(signal) ? signals[signal].Value : ValueOf(signal);
        }

        return expression.Compiled.Evaluate(inputs);
    }

    private static IEnumerable<RuleExpression> Expressions(Rule rule) =>
        new[] { rule.When, rule.If }.OfType<RuleExpression>().Concat(rule.Do.Concat(rule.Wrong).Select(s => s switch
        {
            SetStep set => set.Value,
            OutputStep output => output.Value,
            _ => null,
        }).OfType<RuleExpression>());

    private void Watch(Rule rule, IEventTarget target, int firstKind)
    {
        foreach (var index in rule.When.JumpsOnly)
        {
            if (signals[index] is not StepSignal)
            {
                throw new ModelException(
                    $"{path}: rule '{rule.Name}': '{rule.When.Text}' compares {rules.Signals[index].Name}, which moves continuously, in a way that has no threshold; compare it alone, times or plus numbers, with a number.");
            }
        }

        foreach (var (index, level) in rule.When.Thresholds)
        {
            if (signals[index] is StepSignal || passages.Exists(p => p.Signal == signals[index] && p.Level.Equals(level)))
            {
                continue;
            }

            passages.Add(new Passage(signals[index], level, target, firstKind + (2 * passages.Count)));
        }
    }

    private double ValueOf(int index)
    {
        var signal = signals[index];
        var value = signal.Value;
        foreach (var passage in passages)
        {
            if (passage.Signal == signal)
            {
                value = passage.OnItsSide(value);
            }
        }

        return value;
    }
}
