using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Agents.Rules;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Flow.Calendars;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>
/// A group of people of one kind. A claim waits until enough of them have a hand free, is taken on in the order of dispatch, begins after a reaction time, and keeps them
/// until it is given back. Nobody overtakes the next one in that order, so that a task that takes several people gets them at last.
/// </summary>
internal sealed class OperatorGroup : Component, IResourcePool, ISignalListener
{
    private const int BeginKind = 1;
    private const double MostErrors = 0.99;

    private readonly ModuleArguments arguments;
    private readonly OperatorSettings settings;
    private readonly Distribution reaction;
    private readonly IndexedDraws reactionDraws;
    private readonly IndexedDraws errorDraws;
    private readonly People people;
    private readonly OperatorFigures figures;
    private readonly FlowContext flow;
    private readonly ClaimOrder order;
    private readonly List<WaitingClaim> queue = [];
    private readonly Assignments assignments = new();
    private readonly TaskBook tasks;
    private readonly RuleEngine rules;
    private readonly StepSignal busySignal;
    private readonly StepSignal queueSignal;
    private readonly StepSignal onDutySignal;
    private ISignal? calendar;
    private double errorProbability;
    private int size;
    private int underWay;
    private bool isServing;

    public OperatorGroup(Simulator simulator, string path, ModuleArguments arguments)
        : base(simulator, path)
    {
        this.arguments = arguments;
        settings = OperatorSettings.Of(arguments);
        flow = simulator.Shared<FlowContext>();
        tasks = new TaskBook(path, settings);
        reaction = arguments.Law("reaction");
        reactionDraws = simulator.Streams.Indexed(path, "reaction");
        errorDraws = simulator.Streams.Indexed(path, "error");
        size = arguments.Integer("size");
        errorProbability = arguments.Number("errorProbability");
        people = new People(simulator.Clock, settings.Fatigue, arguments.Integer("capacity"), arguments.Text("shiftEnd") == "finish");
        order = ClaimOrder.Create(arguments, simulator.Clock);
        figures = new OperatorFigures(simulator.Clock, people, settings.HazardNames, m => Observe(m));
        rules = new RuleEngine(settings.Rules, this, new OperatorRules(this, settings), m => Observe(m));
        busySignal = new StepSignal(simulator, 0);
        queueSignal = new StepSignal(simulator, 0);
        onDutySignal = new StepSignal(simulator, 0);
    }

    /// <inheritdoc/>
    public override bool StartsLive => true;

    /// <inheritdoc/>
    public override object? Port(string name) => name switch
    {
        "busy" => busySignal,
        "queue" => queueSignal,
        "onDuty" => onDutySignal,
        "output" => rules.Output,
        _ => null,
    };

    /// <inheritdoc/>
    public override void Connect(IConnections connections)
    {
        if (arguments.Has("calendar"))
        {
            calendar = connections.Part<ShiftCalendar>(arguments.Reference("calendar")).Level;
            calendar.Subscribe(this);
        }

        rules.Connect(connections);
    }

    /// <inheritdoc/>
    public override void Start()
    {
        ChangeDuty();
        rules.Start();
    }

    /// <inheritdoc/>
    public override void InitializeFrom(ComponentState state)
    {
        size = (int)Math.Round(state["size"] ?? size);
        Start();
        underWay = (int)Math.Round(state["busy"] ?? 0);
        people.StartOnShift(state["onShift"] ?? 0);
    }

    /// <inheritdoc/>
    public override void Set(string name, double value)
    {
        switch (name)
        {
            case "size" when value >= 0:
                size = (int)value;
                ChangeDuty();
                break;
            case "errorProbability" when value is >= 0 and <= MostErrors:
                errorProbability = value;
                break;
            case "size" or "errorProbability":
                throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"{Path}.{name}: {value} is out of range."));
            default:
                base.Set(name, value);
                break;
        }
    }

    /// <inheritdoc/>
    public void OnSignal(ISignal signal) => ChangeDuty();

    /// <inheritdoc/>
    public void Request(ResourceClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.State != ClaimState.None)
        {
            throw new InvalidOperationException($"The claim for {tasks[claim].Name} is made while it is {claim.State}.");
        }

        var kind = tasks[claim];
        claim.State = ClaimState.Waiting;
        claim.Requested = Now;
        queue.Add(new WaitingClaim(claim, kind, kind.Next()));
        Serve();
    }

    /// <inheritdoc/>
    public void Withdraw(ResourceClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.State != ClaimState.Waiting)
        {
            return;
        }

        claim.State = ClaimState.None;
        if (assignments.Find(claim) is { } assignment)
        {
            Simulator.Cancel(assignment.Beginning);
            Free(assignment);
        }
        else
        {
            queue.RemoveAt(queue.FindIndex(w => w.Claim == claim));
        }

        Serve();
    }

    /// <inheritdoc/>
    public void Release(ResourceClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.State != ClaimState.Granted || assignments.Find(claim) is not { } assignment)
        {
            return;
        }

        claim.State = ClaimState.None;
        Expose(assignment, 0);
        figures.Tasks.Add();
        figures.Work.Add(Simulator.Clock.Seconds(Now - assignment.Began));
        Free(assignment);
        Serve();
    }

    /// <inheritdoc/>
    public override void OnEvent(int kind, long argument)
    {
        if (kind >= RuleEngine.FirstKind)
        {
            rules.OnEvent(kind, argument);
        }
        else
        {
            Begin(assignments[(int)argument]);
            Show();
        }
    }

    /// <summary>Makes a claim known whose task is a matter of this group alone.</summary>
    public void Register(ResourceClaim claim, TaskKind kind) => tasks.Add(claim, kind);

    /// <summary>Whether those who have taken a claim on err.</summary>
    public bool HasErred(ResourceClaim claim) => assignments.Find(claim)!.HasErred;

    private void ChangeDuty()
    {
        people.SetOnDuty(Now, (int)Math.Round(size * Math.Max(0, calendar?.Value ?? 1)));
        for (var i = 0; flow.Recorder is not null && i < people.Count; i++)
        {
            Record(i);
        }

        for (var i = 0; i < assignments.Count; i++)
        {
            if (assignments[i] is { Claim: not null, IsAtWork: true } assignment)
            {
                Expose(assignment, people.PresentOf(assignment.People));
            }
        }

        Serve();
    }

    private void Expose(Assignment assignment, int count)
    {
        if (count > assignment.Exposed)
        {
            figures.Enter(Now, assignment.Kind.Hazards, count - assignment.Exposed);
        }
        else if (count < assignment.Exposed)
        {
            figures.Leave(Now, assignment.Kind.Hazards, assignment.Exposed - count);
        }

        assignment.Exposed = count;
    }

    // Whoever is granted something may give it back, or ask for more, within the call; the loop that runs sees to it.
    private void Serve()
    {
        if (isServing)
        {
            return;
        }

        isServing = true;
        while (queue.Count > 0 && people.Available > 0 && order.Next(queue, Now) is var next && queue[next].Claim.Amount <= people.Available)
        {
            var waiting = queue[next];
            queue.RemoveAt(next);
            TakeOn(waiting);
        }

        isServing = false;
        Show();
    }

    private void TakeOn(in WaitingClaim waiting)
    {
        var assignment = assignments.Open(waiting);
        people.Take(Now, assignment.People);
        Record(assignment);
        figures.Wait.Add(Simulator.Clock.Seconds(Now - waiting.Claim.Requested));
        var seconds = ReactionSeconds(assignment);
        if (Simulator.Clock.Duration(seconds) is var delay && delay > SimDuration.Zero)
        {
            assignment.Beginning = Schedule(delay, BeginKind, assignment.Id);
        }
        else
        {
            Begin(assignment);
        }
    }

    private double ReactionSeconds(Assignment assignment)
    {
        if (underWay > 0 && Now == SimTime.Zero)
        {
            underWay--;
            return 0;
        }

        var law = assignment.Kind.Reaction ?? reaction;
        var seconds = law is Constant ? law.Mean : law.Quantile(reactionDraws.Draw(assignment.Ordinal, assignment.Kind.Operation));
        figures.Reaction.Add(seconds);
        return seconds;
    }

    private void Begin(Assignment assignment)
    {
        var kind = assignment.Kind;
        assignment.IsAtWork = true;
        assignment.Began = Now;
        Expose(assignment, people.PresentOf(assignment.People));
        var fatigueSeconds = people.FatigueSeconds(Now, assignment.People);
        var probability = Math.Min(MostErrors, errorProbability + (settings.Fatigue.ErrorPerSecond * fatigueSeconds));
        var attempts = ErrorLaw.Attempts(probability, errorDraws, assignment.Ordinal, kind.Operation);
        figures.Errors.Add(kind.ErrsOnce ? Math.Min(1, attempts - 1) : attempts - 1);
        assignment.HasErred = attempts > 1;
        var claim = assignment.Claim!;
        claim.Pace = kind.Pace * (1 + (settings.Fatigue.PacePerSecond * fatigueSeconds)) * (kind.ErrsOnce ? 1 : attempts);
        claim.Grant();
    }

    private void Free(Assignment assignment)
    {
        people.Free(Now, assignment.People);
        Record(assignment);
        assignments.Close(assignment);
    }

    private void Record(Assignment assignment)
    {
        foreach (var person in assignment.People)
        {
            Record(person);
        }
    }

    private void Record(int person) => flow.Recorder?.Enter(Path, person, people.PhaseOf(person), null, Now);

    private void Show()
    {
        figures.Busy.Set(Now, people.Busy);
        figures.Queue.Set(Now, queue.Count);
        busySignal.Set(people.Busy);
        queueSignal.Set(queue.Count);
        onDutySignal.Set(people.OnDuty);
    }
}
