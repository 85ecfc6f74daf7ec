using System.Collections.Immutable;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>
/// The rules of an agent in a replication. They are looked at after all that happens at an instant, so that what lasts no time is not seen. Its events are the agent's.
/// </summary>
internal sealed class RuleEngine : ISignalListener
{
    /// <summary>Kinds of events from this one on are the engine's.</summary>
    public const int FirstKind = 16;

    private const int LookKind = FirstKind;
    private const int ResumeKind = FirstKind + 1;
    private const int FirstPassageKind = FirstKind + 2;

    // After what else happens at the instant.
    private const short LookPriority = 10_000;

    private readonly RuleSet rules;
    private readonly Component owner;
    private readonly RuleRun[] runs;
    private readonly Dictionary<string, IModelPart> parts = new(StringComparer.Ordinal);
    private readonly List<IResumable> pending = [];
    private readonly Stack<int> free = [];
    private readonly CounterMonitor fired;
    private readonly TallyMonitor response;
    private readonly CounterMonitor[] firedByRule;
    private bool isLookScheduled;
    private bool isStarting;

    /// <param name="rules">The rules.</param>
    /// <param name="owner">The agent.</param>
    /// <param name="host">Who carries them out.</param>
    /// <param name="observe">Makes a monitor known.</param>
    public RuleEngine(RuleSet rules, Component owner, IRuleHost host, Func<ComponentMonitor, ComponentMonitor> observe)
    {
        this.rules = rules;
        this.owner = owner;
        Host = host;
        Board = new SignalBoard(owner.Path, rules);
        WorkDraws = Simulator.Streams.Indexed(owner.Path, "work");
        Output = new StepSignal(Simulator, 0);
        runs = [.. rules.Rules.Select((rule, index) => new RuleRun(this, rule, index))];
        observe(fired = new CounterMonitor("fired", "1", Simulator.Clock));
        observe(response = new TallyMonitor("response", "s"));
        firedByRule = [.. rules.Rules.Select(r => (CounterMonitor)observe(new CounterMonitor($"fired-{r.Name}", "1", Simulator.Clock)))];
    }

    /// <summary>The parameter of who has rules.</summary>
    public static ParameterDescriptor Parameter { get; } =
        new("rules", ParameterKind.Structure, "1", "what they do when something happens, [{name, when: condition, if: condition, do: [{set: path, to: value}, {work: time, at: component, task: name}, {request: people, task: name, work: time}, {output: value}], wrong: [...], reaction: time, lapses: false}]; of people also priority, skill, exposure: hazard")
        {
            IsOptional = true,
        };

    /// <summary>What rules give a value by <c>output</c>.</summary>
    public static PortDescriptor OutputPort { get; } =
        new("output", PortKind.Signal, PortDirection.Out, "1", "what a rule gave it last by 'output'; 0 before") { IsOptional = true, MaxConnections = int.MaxValue };

    /// <summary>What descriptors tell of its figures.</summary>
    public static ImmutableArray<ObservableDescriptor> Descriptors { get; } =
    [
        new("fired", "1", "how often a rule has fired; fired-NAME of one rule"),
        new("response", "s", "time from when a rule fires until it is carried out"),
    ];

    /// <summary>Who carries them out.</summary>
    public IRuleHost Host { get; }

    /// <summary>What they look at.</summary>
    public SignalBoard Board { get; }

    /// <summary>How long work takes.</summary>
    public IndexedDraws WorkDraws { get; }

    /// <summary>The agent's output.</summary>
    public StepSignal Output { get; }

    /// <summary>Path of the agent.</summary>
    public string Path => owner.Path;

    /// <summary>The replication's simulator.</summary>
    public Simulator Simulator => owner.Simulator;

    /// <summary>The rules, in the order of the document.</summary>
    public IReadOnlyList<RuleRun> Runs => runs;

    /// <summary>Finds what the rules look at and act on.</summary>
    public void Connect(IConnections connections)
    {
        Board.Connect(connections, this, owner, FirstPassageKind);
        foreach (var step in rules.Rules.SelectMany(r => r.Do.Concat(r.Wrong)).OfType<SetStep>())
        {
            parts[step.Path] = connections.Part<IModelPart>(step.Path);
        }

        foreach (var run in runs)
        {
            run.Connect(connections);
        }
    }

    /// <summary>Looks at what is true at the start: it counts as having just become so.</summary>
    public void Start()
    {
        if (runs.Length > 0)
        {
            isStarting = true;
            LookSoon();
        }
    }

    /// <inheritdoc/>
    public void OnSignal(ISignal signal)
    {
        if (!isStarting)
        {
            Board.Jump(signal);
        }

        LookSoon();
    }

    /// <summary>An event of a kind from <see cref="FirstKind"/> on.</summary>
    public void OnEvent(int kind, long argument)
    {
        switch (kind)
        {
            case LookKind:
                Look();
                break;
            case ResumeKind:
                var resumed = pending[(int)argument];
                free.Push((int)argument);
                resumed.Resume();
                break;
            default:
                Board.Pass(kind - FirstPassageKind);
                LookSoon();
                break;
        }
    }

    /// <summary>Has the rules looked at, at this instant.</summary>
    public void LookSoon()
    {
        if (!isLookScheduled)
        {
            isLookScheduled = true;
            Simulator.Schedule(SimDuration.Zero, owner, LookKind, 0, LookPriority);
        }
    }

    /// <summary>Goes on with something after a time; false when there is none to wait.</summary>
    public bool Resume(IResumable resumable, double seconds)
    {
        if (Simulator.Clock.Duration(seconds) is var delay && delay <= SimDuration.Zero)
        {
            return false;
        }

        if (!free.TryPop(out var slot))
        {
            slot = pending.Count;
            pending.Add(resumable);
        }

        pending[slot] = resumable;
        Simulator.Schedule(delay, owner, ResumeKind, slot);
        return true;
    }

    /// <summary>The component that a step sets something of.</summary>
    public IModelPart PartOf(SetStep step) => parts[step.Path];

    /// <summary>A rule has fired.</summary>
    public void OnFired(RuleRun run)
    {
        fired.Add();
        firedByRule[run.Index].Add();
    }

    /// <summary>A rule has been carried out.</summary>
    public void OnDone(RuleRun run) => response.Add(Simulator.Clock.Seconds(Simulator.Now - run.Fired));

    private void Look()
    {
        isLookScheduled = false;
        if (isStarting)
        {
            isStarting = false;
            Board.Settle();
        }

        foreach (var run in runs)
        {
            run.Look();
        }
    }
}
