using System.Globalization;
using TwinGrid.Simulation.Agents.Rules;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Agents.Dispatchers;

/// <summary>Decides by rules. Each rule is a decision of its own; none waits for another.</summary>
internal sealed class Dispatcher : Component, IRuleHost
{
    private const int BeginKind = 1;
    private const double MostErrors = 0.99;

    private readonly RuleEngine rules;
    private readonly Distribution reaction;
    private readonly IndexedDraws reactionDraws;
    private readonly IndexedDraws errorDraws;
    private readonly int[] operations;
    private readonly TallyMonitor reactions;
    private readonly CounterMonitor errors;
    private double errorProbability;

    public Dispatcher(Simulator simulator, string path, ModuleArguments arguments, RuleSet set)
        : base(simulator, path)
    {
        rules = new RuleEngine(set, this, this, m => Observe(m));
        reaction = arguments.Law("reaction");
        reactionDraws = simulator.Streams.Indexed(path, "reaction");
        errorDraws = simulator.Streams.Indexed(path, "error");
        operations = [.. set.Rules.Select(r => unchecked((int)StableHash.Of(r.Name)))];
        errorProbability = arguments.Number("errorProbability");
        reactions = Observe(new TallyMonitor("reaction", "s"));
        errors = Observe(new CounterMonitor("errors", "1", simulator.Clock));
    }

    /// <inheritdoc/>
    public override bool StartsLive => true;

    /// <inheritdoc/>
    public override object? Port(string name) => name == "output" ? rules.Output : null;

    /// <inheritdoc/>
    public override void Connect(IConnections connections) => rules.Connect(connections);

    /// <inheritdoc/>
    public override void Start() => rules.Start();

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state) => Start();

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        if (name != "errorProbability")
        {
            base.Set(name, value);
        }

        errorProbability = value is >= 0 and <= MostErrors
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"{Path}.{name}: {value}; 0 to {MostErrors} is expected."));
    }

    /// <inheritdoc/>
    public void Engage(RuleRun run)
    {
        var law = run.Rule.Reaction ?? reaction;
        var seconds = law is Constant ? law.Mean : law.Quantile(reactionDraws.Draw(run.Ordinal, operations[run.Index]));
        reactions.Add(seconds);
        Schedule(Simulator.Clock.Duration(seconds), BeginKind, run.Index);
    }

    /// <inheritdoc/>
    public void Disengage(RuleRun run)
    {
    }

    /// <inheritdoc/>
    public double PaceOf(string? task) => 1;

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument)
    {
        if (kind >= RuleEngine.FirstKind)
        {
            rules.OnEvent(kind, argument);
            return;
        }

        var run = rules.Runs[(int)argument];
        var attempts = ErrorLaw.Attempts(errorProbability, errorDraws, run.Ordinal, operations[run.Index]);
        var isOnce = run.Rule.Wrong.Length > 0;
        errors.Add(isOnce ? Math.Min(1, attempts - 1) : attempts - 1);
        run.Begin(isOnce ? 1 : attempts, attempts > 1);
    }
}
