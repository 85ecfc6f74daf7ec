using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Simulation.Hybrid;

/// <summary>
/// Couples a system of equations to the event kernel. Physics is always one accepted step ahead of the clock, so that it can be read at any instant up to the step's end,
/// which is an event. A state event ends a step where it was located and happens at the first tick that is not before it. A change from outside - an input, a parameter -
/// goes back within the step to the present instant, and integration restarts from there. What happens at one instant is settled together, before the next step.
/// </summary>
internal sealed class ContinuousBlock : Component
{
    private const int StepEnd = 1;
    private const int Resume = 2;
    private const int Crossing = 3;

    /// <summary>Signals that change each other at one instant more often than this never come to rest.</summary>
    private const int MostRounds = 100;

    private readonly EquationRun run;
    private readonly SimTime end;
    private readonly double endSeconds;
    private readonly List<EquationPart> parts = [];
    private readonly List<BlockInput> inputs = [];
    private readonly List<ContinuousSignal> attended = [];
    private readonly List<string> corrections = [];
    private readonly CounterMonitor?[] counters;
    private readonly BlockStatistics statistics;
    private readonly LevelSearch levels;
    private EventHandle next;
    private bool isOpen;
    private bool isClosing;
    private bool isChanging;
    private double evaluatedAt = double.NaN;
    private double metAt = double.NaN;

    /// <exception cref="ModelException">Equations that the method can't solve.</exception>
    public ContinuousBlock(Simulator simulator, EquationModel model, SolverOptions options, SimTime end, Surrogate? surrogate = null)
        : base(simulator, $"{model.Paths.First()}:equations")
    {
        Model = model;
        Surrogate = surrogate;
        this.end = end;
        endSeconds = end == SimTime.Never ? double.MaxValue : simulator.Clock.Seconds(end);
        counters = new CounterMonitor?[model.Events.Count];
        statistics = new BlockStatistics(this);
        levels = new LevelSearch(this, simulator.Clock.SecondsPerTick);
        try
        {
            run = new EquationRun(model, options, surrogate?.Map);
        }
        catch (ArgumentException wrong)
        {
            throw new ModelException($"{string.Join(", ", model.Paths)}: {wrong.Message}", wrong);
        }
    }

    /// <summary>What it solves.</summary>
    public EquationModel Model { get; }

    /// <summary>What computes it instead of a solver; null = a solver does.</summary>
    public Surrogate? Surrogate { get; }

    /// <summary>Where the surrogate was beyond what it was made for.</summary>
    public IEnumerable<Extrapolation> Extrapolations => Surrogate is null ? [] : Extrapolation.In(Surrogate, run.Surrogate!);

    /// <summary>How far signals between the surrogate and other equations moved in a step.</summary>
    public IEnumerable<StepMovement> Movements => Surrogate is null ? []
        : inputs.Where(i => i.Movement > 0).Select(i => StepMovement.Of(Surrogate, i.Port, false, i.Unit, i.Movement))
            .Concat(attended.Where(s => s.Movement > 0).Select(s => StepMovement.Of(Surrogate, s.Port, true, s.Unit, s.Movement)));

    /// <summary>Whether it has values yet.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>It looks for the values that it starts with, and can't be asked for its own.</summary>
    public bool IsStarting { get; private set; }

    public override bool StartsLive => true;

    /// <summary>Corrections of the start, and what left its range.</summary>
    public override IEnumerable<string> Warnings => corrections.Concat(run.Warnings.Select(w => string.Create(CultureInfo.InvariantCulture, $"at {w.Time} s {w.Message}")));

    /// <summary>The present.</summary>
    public SimTime Instant => Now;

    /// <summary>Signals that someone listens to or watches.</summary>
    public IReadOnlyList<ContinuousSignal> Attended => attended;

    /// <summary>Takes in one of the modules that it solves.</summary>
    public EquationPart Add(PlannedModule module)
    {
        var part = new EquationPart(module, this);
        parts.Add(part);
        return part;
    }

    /// <summary>A monitor of a variable.</summary>
    public ContinuousMonitor Observe(string name, string unit, int handle)
    {
        var monitor = new ContinuousMonitor(name, unit, Simulator.Clock, this, handle);
        statistics.Add(monitor);
        return monitor;
    }

    /// <summary>A monitor that counts a document's event.</summary>
    public CounterMonitor Count(string name, string eventName)
    {
        var monitor = new CounterMonitor(name, "1", Simulator.Clock);
        counters[Model.FindEvent(eventName)] = monitor;
        return monitor;
    }

    /// <summary>Lets an input follow a component's signal.</summary>
    public void Follow(string port, int handle, Unit unit, ISignal signal)
    {
        var input = new BlockInput(this, port, handle, unit, signal);
        inputs.Add(input);
        signal.Subscribe(input);
    }

    /// <summary>Keeps a signal's listeners and watches served; false when it was already.</summary>
    public bool Attend(ContinuousSignal signal)
    {
        if (attended.Contains(signal))
        {
            return false;
        }

        attended.Add(signal);
        return true;
    }

    /// <summary>Looks for passages of a new watch in what is known of the future.</summary>
    public void Search(ContinuousSignal signal, SignalWatch watch)
    {
        var number = levels.Add(signal, watch);
        if (IsStarted && !isOpen)
        {
            levels.Find(number, Present(), run.Time);
        }
    }

    /// <summary>Schedules the passage of a watch.</summary>
    public EventHandle ScheduleCrossing(double t, long watch) => Simulator.ScheduleAt(TickOf(t), this, Crossing, watch, EventPriority.Physics);

    /// <summary>Takes an event of this block back.</summary>
    public void Cancel(EventHandle handle) => Simulator.Cancel(handle);

    /// <summary>Value of a variable at present, SI.</summary>
    public double Read(int handle)
    {
        EnsureStarted();
        Settle();
        return ValueAt(handle, Present());
    }

    /// <summary>Value of a variable at an instant of the last step, SI.</summary>
    public double ValueAt(int handle, double t)
    {
        Evaluate(t);
        return run.System[handle];
    }

    /// <summary>Computes all variables at an instant of the last step.</summary>
    public void Evaluate(double t)
    {
        if (evaluatedAt != t)
        {
            run.Evaluate(t);
            evaluatedAt = t;
        }
    }

    /// <summary>Value of a variable as of the last <see cref="Evaluate"/>, SI.</summary>
    public double Evaluated(int handle) => run.System[handle];

    /// <summary>Brings statistics up to the present.</summary>
    public void Accumulate()
    {
        EnsureStarted();
        Settle();
        statistics.AccumulateTo(Present());
    }

    /// <summary>Gives an input or a parameter a new value at present, SI.</summary>
    public void Change(int handle, double value)
    {
        EnsureStarted();
        if (run.System[handle].Equals(value))
        {
            return;
        }

        if (!isChanging)
        {
            Begin();
        }

        run.System.Set(handle, value);
    }

    public override void Start()
    {
        EnsureStarted();
        ScheduleResume();
    }

    public override void OnEvent(int kind, long argument)
    {
        if (kind == Crossing)
        {
            levels.Pass(argument, Simulator);
            return;
        }

        statistics.AccumulateTo(isOpen ? Present() : run.Time);
        if (isOpen)
        {
            Close();
        }
        else if (run.IsAtEvent)
        {
            Happen();
            Close();
        }
        else
        {
            Advance();
        }
    }

    private void EnsureStarted()
    {
        if (IsStarted)
        {
            return;
        }

        var given = new Dictionary<int, double>();
        foreach (var (handle, value) in parts.SelectMany(p => p.Given()))
        {
            given[handle] = value;
        }

        TakeInputs(given);
        IsStarted = true;
        Require(run.Start(Simulator.NowSeconds, given));
        CountEvents();
        isOpen = true;
        evaluatedAt = double.NaN;
        statistics.Start(run.Time);
        NoteCorrections(given);
        Remember();
    }

    /// <summary>What feeds it is asked first. A surrogate that is fed by equations in turn begins, for them, as with inputs in the middle of their ranges: what it shows hangs on its states.</summary>
    private void TakeInputs(Dictionary<int, double> given)
    {
        if (Surrogate is not null && inputs.Exists(static i => i.IsCourse))
        {
            foreach (var input in Surrogate.Map.Inputs)
            {
                run.System.Set(input.Handle, input.At(0.5));
            }

            IsStarted = true;
            Require(run.Start(Simulator.NowSeconds, given));
            evaluatedAt = double.NaN;
        }

        IsStarting = !IsStarted;
        foreach (var input in inputs)
        {
            if (input.IsKnown)
            {
                run.System.Set(input.Handle, input.Value);
            }
        }

        IsStarting = false;
    }

    /// <summary>Values given at the start that the equations do not agree with.</summary>
    private void NoteCorrections(Dictionary<int, double> given)
    {
        const double Rounding = 1e-9;
        foreach (var (handle, before) in given.OrderBy(g => g.Key))
        {
            var after = ValueAt(handle, run.Time);
            if (Math.Abs(after - before) > Rounding * Math.Max(Math.Abs(before), Math.Abs(after)))
            {
                var variable = Model.Describe(handle);
                corrections.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{variable.Name} was {variable.Unit.FromCoherent(before):G6} '{variable.Unit}' at the start; the equations make it {variable.Unit.FromCoherent(after):G6} '{variable.Unit}'"));
            }
        }
    }

    /// <summary>The present within the last step.</summary>
    private double Present()
    {
        if (Now > end)
        {
            throw new InvalidOperationException($"{Path} was made for a replication that ends at tick {end.Ticks}; it is tick {Now.Ticks}.");
        }

        return Math.Clamp(Simulator.NowSeconds, run.StepStart, run.Time);
    }

    private SimTime TickOf(double t)
    {
        var tick = Simulator.Clock.TimeAtOrAfter(t);
        return tick < Now ? Now : tick;
    }

    /// <summary>Opens the present instant for a change.</summary>
    private void Begin()
    {
        var t = Present();
        if (run.IsAtEvent && t >= run.Time)
        {
            statistics.AccumulateTo(run.Time);
            Happen();
        }
        else
        {
            statistics.AccumulateTo(t);
            Open(t);
        }

        levels.Cut(t);
        run.Begin(t);
        isChanging = true;
        if (!isClosing)
        {
            ScheduleResume();
        }
    }

    private void ScheduleResume()
    {
        Simulator.Cancel(next);
        next = Schedule(SimDuration.Zero, Resume, BitConverter.DoubleToInt64Bits(run.Time), EventPriority.Physics);
    }

    private void Open(double t)
    {
        if (!isOpen)
        {
            isOpen = true;
            Remember(t);
        }
    }

    private void Remember() => Remember(run.Time);

    private void Remember(double t)
    {
        foreach (var signal in attended)
        {
            signal.Remember(t);
        }
    }

    /// <summary>Makes the state event at the end of the last step happen.</summary>
    private void Happen()
    {
        Open(run.Time);
        levels.Cut(run.Time);
        Require(run.Settle());
        evaluatedAt = double.NaN;
        CountEvents();
    }

    /// <summary>Brings the equations in line with what was changed at the present instant.</summary>
    private void Settle()
    {
        if (isChanging)
        {
            isChanging = false;
            Require(run.Settle());
            evaluatedAt = double.NaN;
            CountEvents();
        }
    }

    /// <summary>All that happens at the instant is in: tells of jumps until nobody changes anything any more, then goes on.</summary>
    private void Close()
    {
        isClosing = true;
        for (var round = 0; TellJumps(); round++)
        {
            if (round == MostRounds)
            {
                throw new ModelException(string.Create(
                    CultureInfo.InvariantCulture, $"{string.Join(", ", Model.Paths)}: at {Simulator.NowSeconds} s signals and equations keep changing each other without end; put a delay or a hysteresis between them."));
            }
        }

        Simulator.Cancel(next);
        isClosing = isOpen = false;
        statistics.See(run.Time);
        Advance();
    }

    private bool TellJumps()
    {
        Settle();
        var hasTold = false;
        for (var i = 0; i < attended.Count; i++)
        {
            hasTold |= attended[i].Tell(Simulator);
        }

        Settle();
        return hasTold;
    }

    /// <summary>Takes the next step.</summary>
    private void Advance()
    {
        if (run.Time >= endSeconds)
        {
            return;
        }

        if (Surrogate is not null && Meet())
        {
            return;
        }

        Require(run.Step(endSeconds) != StepKind.Failed);
        evaluatedAt = double.NaN;

        // Passages come first: they are not after the step's end, and must not be when both are in one tick.
        levels.FindAll(run.StepStart, run.Time);
        next = Simulator.ScheduleAt(TickOf(run.Time), this, StepEnd, BitConverter.DoubleToInt64Bits(run.Time), EventPriority.Physics);
    }

    /// <summary>
    /// At the start of a step a surrogate tells equations that it feeds where it has got to, and sees where those that feed it have; once an instant, since what it is told may hang on
    /// what it tells. True when that is a change, after which all goes on from here.
    /// </summary>
    private bool Meet()
    {
        if (metAt == run.Time)
        {
            return false;
        }

        metAt = run.Time;
        foreach (var signal in attended)
        {
            signal.TellStep();
        }

        foreach (var input in inputs)
        {
            if (input.IsCourse)
            {
                input.Look(run.System[input.Handle]);
            }
        }

        return isChanging;
    }

    private void CountEvents()
    {
        foreach (var happened in run.System.Happened)
        {
            counters[happened]?.Add();
        }
    }

    private void Require(bool isWell)
    {
        if (!isWell)
        {
            throw new ModelException(run.Failure!);
        }
    }
}
