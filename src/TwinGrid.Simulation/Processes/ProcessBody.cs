using System.Diagnostics;
using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Processes;

/// <summary>
/// What the kernel sees of a process. It is Created by the call of its method, Ready once started, then Running and Waiting in turn until it is Ended and goes back into
/// its pool. Whatever ends a wait makes it Ready and schedules one event that lets it go on, so that a body in the pool has no event pending; the end of a delay is such an event itself.
/// As a source its end can be waited for.
/// </summary>
internal abstract class ProcessBody : WaitSource, IEventTarget
{
    // Kinds of its events, as the trace has them.
    public const int StartKind = 1;
    public const int TimerKind = 2;
    public const int PartTimerKind = 3;
    public const int GoOnKind = 4;

    private readonly WaitNode node = new();
    private readonly WaitLine waitingForEnd = new FifoLine();
    private WaitParts? parts;
    private ProcessKind? kind;
    private string? givenName;
    private long ordinal;
    private ProcessPhase phase;
    private bool isDelay;
    private bool isKilled;
    private bool hasInterruption;
    private object? interruption;
    private EventHandle timer;
    private SimTime due;
    private WaitStatus status;
    private object? cause;
    private SimDuration remaining;

    protected ProcessBody() => node.Body = this;

    /// <summary>Distinguishes the processes that one body serves.</summary>
    public uint Generation { get; private set; } = 1;

    public ulong TraceId { get; private set; }

    public string Name => givenName ?? (ordinal == 0 ? MethodName : string.Create(CultureInfo.InvariantCulture, $"{kind!.Name} {ordinal}"));

    protected abstract string MethodName { get; }

    /// <summary>Begins a wait of the running process.</summary>
    public static ProcessBody Begin(in Wait wait, out bool isOver)
    {
        var body = wait.Source!.Simulator.Processes.Running("A wait");
        isOver = body.BeginWait(wait);
        return body;
    }

    /// <summary>An awaiter was given to something else than a process. It can't throw (the runtime would end the host), so the run fails at the end of the present event.</summary>
    public static void Misuse(ProcessBody? body)
    {
        if (body is not null)
        {
            body.Simulator.Processes.IsMisused = true;
        }
    }

    public void Start(Simulator simulator, string? name, SimTime time)
    {
        if (phase != ProcessPhase.Created)
        {
            throw new InvalidOperationException($"Process {Name} was started before.");
        }

        var table = simulator.Processes;
        if (name is not null)
        {
            givenName = name;
            TraceId = StableHash.Of(name);
        }
        else
        {
            if (!table.Owns(kind))
            {
                kind = table.Kind(MethodName);
            }

            ordinal = ++kind!.Count;
            TraceId = kind.TraceId(ordinal);
        }

        Simulator = simulator;
        phase = ProcessPhase.Ready;
        simulator.ScheduleAt(time, this, StartKind);
    }

    public ProcessBody Started() =>
        phase != ProcessPhase.Created ? this : throw new InvalidOperationException($"Process {Name} was not started: await simulator.Start({MethodName}(...)).Join().");

    public bool BeginDelay(SimDuration delay)
    {
        RequireRunning();
        if (IsHindered())
        {
            return true;
        }

        due = Simulator.Now + delay;
        timer = Simulator.Schedule(delay, this, TimerKind);
        isDelay = true;
        phase = ProcessPhase.Waiting;
        return false;
    }

    public bool BeginWait(in Wait wait)
    {
        RequireRunning();
        if (IsHindered())
        {
            node.Source = wait.Source;
            return true;
        }

        node.Source = wait.Source;
        node.Since = Simulator.Now;
        if (wait.Source!.Enrol(node, wait))
        {
            node.IsDone = true;
            status = WaitStatus.Completed;
            return true;
        }

        SetPatience(wait.Patience);
        phase = ProcessPhase.Waiting;
        return false;
    }

    /// <summary>Begins a wait for several things, of which <paramref name="any"/> or all are needed.</summary>
    public bool BeginParts(ReadOnlySpan<Wait> waits, bool any, long patience)
    {
        RequireRunning();
        parts ??= new WaitParts(this);
        parts.Release();
        if (IsHindered())
        {
            return true;
        }

        status = WaitStatus.Completed;
        if (parts.Begin(waits, any))
        {
            return true;
        }

        SetPatience(patience);
        phase = ProcessPhase.Waiting;
        return false;
    }

    /// <summary>What the process waited for alone has been obtained, as the source's line says.</summary>
    public void Satisfied(WaitNode part)
    {
        part.IsDone = true;
        if (part.Index == WaitNode.Alone || parts!.IsEnough(part))
        {
            CancelTimer();
            GoOn(WaitStatus.Completed);
        }
    }

    /// <summary>How the wait that is over ended.</summary>
    public WaitResult Result()
    {
        ThrowIfKilled();
        return new WaitResult(status, cause, remaining);
    }

    /// <summary>How it ended, with the node that tells what was obtained.</summary>
    public WaitResult Result(out WaitNode obtained)
    {
        obtained = node;
        return Result();
    }

    public WaitResult Result(out WaitParts obtained)
    {
        var result = Result();
        obtained = parts!;
        obtained.MarkRead();
        return result;
    }

    public bool Interrupt(object? by)
    {
        if (phase == ProcessPhase.Created)
        {
            throw new InvalidOperationException($"Process {Name} was not started.");
        }

        if (phase == ProcessPhase.Running && Simulator.Processes.Current == this)
        {
            throw new InvalidOperationException($"Process {Name} interrupts itself.");
        }

        if (isKilled || hasInterruption)
        {
            return false;
        }

        if (phase != ProcessPhase.Waiting)
        {
            hasInterruption = true;
            interruption = by;
            return true;
        }

        Leave();
        GoOn(WaitStatus.Interrupted);
        cause = by;
        remaining = isDelay ? due - Simulator.Now : SimDuration.Zero;
        return true;
    }

    public bool Kill()
    {
        switch (phase)
        {
            case ProcessPhase.Created:
                End();
                Recycle();
                return true;
            case ProcessPhase.Running:
                throw new InvalidOperationException($"Process {Name} kills itself; let it return.");
            case ProcessPhase.Waiting:
                Leave();
                GoOn(WaitStatus.Interrupted);
                break;
            case ProcessPhase.Ready when status == WaitStatus.Completed && node.IsDone:
                node.Source!.TakeBack(node);
                break;
        }

        parts?.TakeBack();
        isKilled = true;
        return true;
    }

    public void OnEvent(int kind, long argument)
    {
        switch (kind)
        {
            case TimerKind when isDelay:
                status = WaitStatus.Completed;
                break;
            case TimerKind:
                Withdraw();
                status = WaitStatus.TimedOut;
                break;
            case PartTimerKind:
                parts!.OnTimer((int)argument);
                return;
            case StartKind when isKilled:
                End();
                Recycle();
                return;
        }

        Run();
    }

    /// <summary>The method returned.</summary>
    public void End()
    {
        phase = ProcessPhase.Ended;
        Generation++;
        parts?.Release();
        while (waitingForEnd.First is { } waiting)
        {
            waitingForEnd.Remove(waiting);
            waiting.Body.Satisfied(waiting);
        }
    }

    /// <summary>The method threw: the end of a killed process, of the run otherwise.</summary>
    public void Fail(Exception exception)
    {
        var name = Name;
        End();
        if (exception is not ProcessKilledException)
        {
            Simulator.Processes.Current = null;
            throw new ModelException(
                string.Create(CultureInfo.InvariantCulture, $"Process {name} failed at {Simulator.NowSeconds} s: {exception.Message}"), exception);
        }
    }

    internal override bool Enrol(WaitNode node, in Wait wait)
    {
        if (phase == ProcessPhase.Ended)
        {
            return true;
        }

        waitingForEnd.Add(node);
        return false;
    }

    internal override void Withdraw(WaitNode node) => waitingForEnd.Remove(node);

    protected abstract void MoveNext();

    /// <summary>Back into the pool, with nothing that keeps the model alive.</summary>
    protected abstract void GiveBack();

    private void Run()
    {
        var table = Simulator.Processes;
        table.Current = this;
        phase = ProcessPhase.Running;
        MoveNext();
        table.Current = null;
        if (table.IsMisused)
        {
            table.IsMisused = false;
            throw new ModelException($"Within process {Name} a method that is no async Process awaits simulated time; make it one, and await simulator.Start(...).Join().");
        }

        Debug.Assert(phase is ProcessPhase.Waiting or ProcessPhase.Ended, "The method returned control without waiting.");
        if (phase == ProcessPhase.Ended)
        {
            Recycle();
        }
    }

    private void Recycle()
    {
        Simulator = null!;
        givenName = null;
        ordinal = 0;
        phase = ProcessPhase.Created;
        isKilled = hasInterruption = isDelay = false;
        interruption = cause = null;
        node.Clear();
        GiveBack();
    }

    /// <summary>Whether a wait that begins is over already: the process is being killed, or it was interrupted while it did not wait.</summary>
    private bool IsHindered()
    {
        isDelay = false;
        node.IsDone = false;
        cause = null;
        remaining = SimDuration.Zero;
        if (hasInterruption)
        {
            hasInterruption = false;
            (status, cause, interruption) = (WaitStatus.Interrupted, interruption, null);
            return true;
        }

        return isKilled;
    }

    private void SetPatience(long patience)
    {
        timer = patience >= 0 ? Simulator.Schedule(new SimDuration(patience), this, TimerKind) : default;
    }

    private void CancelTimer()
    {
        if (timer != default)
        {
            Simulator.Cancel(timer);
        }
    }

    private void GoOn(WaitStatus how)
    {
        status = how;
        phase = ProcessPhase.Ready;
        Simulator.Schedule(SimDuration.Zero, this, GoOnKind);
    }

    private void Leave()
    {
        CancelTimer();
        Withdraw();
    }

    private void Withdraw()
    {
        if (isDelay)
        {
            return;
        }

        if (parts is { IsActive: true })
        {
            parts.Withdraw();
        }
        else
        {
            node.Source!.Withdraw(node);
        }
    }

    private void ThrowIfKilled()
    {
        if (isKilled)
        {
            throw new ProcessKilledException();
        }
    }

    private void RequireRunning()
    {
        if (phase != ProcessPhase.Running)
        {
            throw new InvalidOperationException($"Process {Name} begins to wait while it waits for something else: await what it began with at once.");
        }
    }
}
