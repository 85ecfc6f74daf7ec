using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;

namespace TwinGrid.Simulation.Tests.Processes;

public sealed class ProcessTests
{
    private readonly Story story = new();

    private Simulator Simulator => story.Simulator;

    [Fact]
    public void Start_TwoProcesses_BeginInOrderAfterThePresentEvent()
    {
        async Process Worker(string name, double seconds)
        {
            story.Tell($"{name} begins");
            await Simulator.Delay(seconds);
            story.Tell($"{name} ends");
        }

        Simulator.Start(Worker("a", 2));
        Simulator.Start(Worker("b", 1));
        Assert.Empty(story.Lines);
        story.Ends("0: a begins", "0: b begins", "1: b ends", "2: a ends");
    }

    [Fact]
    public void Call_WithoutStart_RunsNothing()
    {
        async Process Worker()
        {
            story.Tell("begins");
            await Simulator.Delay(1);
        }

        var process = Worker();
        Assert.True(process.IsAlive);
        story.Ends();
    }

    [Fact]
    public void Start_Twice_Throws()
    {
        async Process Worker() => await Simulator.Delay(1);

        var process = Simulator.Start(Worker());
        Assert.Contains("started before", Assert.Throws<InvalidOperationException>(() => Simulator.Start(process)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StartAt_LaterInstant_BeginsThen()
    {
        async Process Worker()
        {
            story.Tell("begins");
            await Simulator.Delay(1);
        }

        Simulator.StartAt(Simulator.Clock.Time(5), Worker());
        story.Ends("5: begins");
    }

    [Fact]
    public void Join_EndOfAnother_ContinuesThen()
    {
        async Process Child()
        {
            await Simulator.Delay(3);
            story.Tell("child ends");
        }

        async Process Parent()
        {
            var child = Simulator.Start(Child());
            await child.Join();
            story.Tell("parent knows");
            var again = await child.Join();
            Assert.True(again.Completed);
            await Simulator.Start(Child()).Join();
            story.Tell("parent ends");
        }

        Simulator.Start(Parent());
        story.Ends("3: child ends", "3: parent knows", "6: child ends", "6: parent ends");
    }

    [Fact]
    public void Handle_AfterEnd_NamesNothingEvenWhenTheBodyServesAnother()
    {
        async Process Worker(double seconds) => await Simulator.Delay(seconds);

        var first = Simulator.Start(Worker(1));
        Simulator.RunUntil(Simulator.Clock.Time(1));
        var second = Simulator.Start(Worker(5));

        Assert.False(first.IsAlive);
        Assert.True(second.IsAlive);
        Assert.NotEqual(first, second);
        Assert.False(first.Interrupt());
        Assert.False(first.Kill());
        Assert.Equal("ended process", first.ToString());
        Simulator.RunUntil(Simulator.Clock.Time(3));
        Assert.True(second.IsAlive);
    }

    [Fact]
    public void Name_DefaultAndGiven_TellProcessesApart()
    {
        async Process Customer() => await Simulator.Delay(1);

        Assert.Equal("Customer", Customer().ToString());
        Assert.Equal("Customer 1", Simulator.Start(Customer()).ToString());
        Assert.Equal("Customer 2", Simulator.Start(Customer()).ToString());
        Assert.Equal("order 12", Simulator.Start(Customer(), "order 12").ToString());
    }

    [Fact]
    public void Interrupt_DuringDelay_ReturnsCauseAndRemaining()
    {
        async Process Worker()
        {
            var work = await Simulator.Delay(10);
            story.Tell($"{work.Status} by {work.Cause}, {Simulator.Clock.Seconds(work.Remaining)} s left");
            work = await Simulator.Delay(work.Remaining);
            story.Tell($"{work.Status}, {work.Remaining.Ticks} left");
        }

        async Process Breakdown(Process victim)
        {
            await Simulator.Delay(4);
            Assert.True(victim.Interrupt("breakdown"));
            await Simulator.Delay(0);
        }

        Simulator.Start(Breakdown(Simulator.Start(Worker())));
        story.Ends("4: Interrupted by breakdown, 6 s left", "10: Completed, 0 left");
    }

    [Fact]
    public void Interrupt_BeforeTheProcessWaits_HitsItsNextWait()
    {
        async Process Worker()
        {
            story.Tell("begins");
            story.Tell($"{(await Simulator.Delay(10)).Status}");
            story.Tell($"{(await Simulator.Delay(10)).Status}");
        }

        var worker = Simulator.Start(Worker());
        Assert.True(worker.Interrupt());
        Assert.False(worker.Interrupt());
        story.Ends("0: begins", "0: Interrupted", "10: Completed");
    }

    [Fact]
    public void Interrupt_AtTheInstantOfCompletion_CountsWhenItComesFirst()
    {
        async Process Worker()
        {
            var work = await Simulator.Delay(5);
            story.Tell($"{work.Status} {work.Remaining.Ticks}");
        }

        async Process Breakdown(Process victim, double seconds)
        {
            await Simulator.Delay(seconds);
            story.Tell($"{victim.Interrupt()}");
        }

        Process victim = default;
        Process late = Simulator.Start(Late());
        async Process Late()
        {
            await Simulator.Delay(5);
            story.Tell($"first {victim.Interrupt()}");
        }

        victim = Simulator.Start(Worker());
        Simulator.Start(Breakdown(victim, 5));
        Assert.True(late.IsAlive);
        story.Ends("5: first True", "5: True", "5: Interrupted 0");
    }

    [Fact]
    public void Interrupt_Itself_FailsTheRun()
    {
        Process self = default;
        async Process Worker()
        {
            self.Interrupt();
            await Simulator.Delay(1);
        }

        self = Simulator.Start(Worker());
        Assert.Contains("interrupts itself", Assert.Throws<ModelException>(() => Simulator.RunUntil(SimTime.Never)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kill_WaitingProcess_RunsItsFinallyBlocksAndEndsIt()
    {
        async Process Worker()
        {
            try
            {
                await Simulator.Delay(10);
                story.Tell("never");
            }
            finally
            {
                story.Tell("cleans up");
            }
        }

        async Process Watcher(Process worker)
        {
            await worker.Join();
            story.Tell("worker ended");
        }

        var worker = Simulator.Start(Worker());
        Simulator.Start(Watcher(worker));
        Simulator.RunUntil(Simulator.Clock.Time(3));
        Assert.True(worker.Kill());
        story.Ends("3: cleans up", "3: worker ended");
        Assert.False(worker.IsAlive);
        Assert.Equal(3, Simulator.Clock.Seconds(Simulator.LastEvent));
    }

    [Fact]
    public void Kill_BeforeItBegins_RunsNothing()
    {
        async Process Worker()
        {
            story.Tell("begins");
            await Simulator.Delay(1);
        }

        var worker = Simulator.Start(Worker());
        Assert.True(worker.Kill());
        Assert.True(Worker().Kill());
        story.Ends();
        Assert.False(worker.IsAlive);
    }

    [Fact]
    public void Kill_WaitsInFinally_EndAtOnce()
    {
        async Process Worker()
        {
            try
            {
                await Simulator.Delay(10);
            }
            finally
            {
                await Simulator.Delay(1);
                story.Tell("never");
            }
        }

        var worker = Simulator.Start(Worker());
        Simulator.RunUntil(Simulator.Clock.Time(3));
        worker.Kill();
        story.Ends();
        Assert.False(worker.IsAlive);
    }

    [Fact]
    public void Exception_InProcess_FailsTheRunWithItsNameAndTime()
    {
        async Process Press()
        {
            await Simulator.Delay(2.5);
            throw new ArithmeticException("no pressure");
        }

        Simulator.Start(Press());
        var error = Assert.Throws<ModelException>(() => Simulator.RunUntil(SimTime.Never));
        Assert.Equal("Process Press 1 failed at 2.5 s: no pressure", error.Message);
        Assert.IsType<ArithmeticException>(error.InnerException);
    }

    [Fact]
    public void Await_Task_FailsTheRunWithTheReason()
    {
        async Process Press()
        {
            await new TaskCompletionSource().Task;
        }

        Simulator.Start(Press());
        var error = Assert.Throws<ModelException>(() => Simulator.RunUntil(SimTime.Never));
        Assert.Contains("Process Press 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("awaits a TaskAwaiter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Await_DelayInTask_FailsTheRunWithTheReason()
    {
        async Task Helper() => await Simulator.Delay(1);

        async Process Press()
        {
            var task = Helper();
            await Simulator.Delay(2);
            await task;
        }

        Simulator.Start(Press());
        Assert.Throws<ModelException>(() => Simulator.RunUntil(SimTime.Never));
    }

    [Fact]
    public async Task Await_OutsideOfProcess_Throws()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Simulator.Delay(1));
        Assert.Contains("outside of a process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delay_Negative_FailsTheRunWithTheValue()
    {
        async Process Press() => await Simulator.Delay(-1.5);

        Simulator.Start(Press());
        Assert.Contains("-1.5 s", Assert.Throws<ModelException>(() => Simulator.RunUntil(SimTime.Never)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delay_Zero_LetsOthersGoFirst()
    {
        async Process Worker(string name)
        {
            story.Tell($"{name} 1");
            await Simulator.Delay(0);
            story.Tell($"{name} 2");
        }

        Simulator.Start(Worker("a"));
        Simulator.Start(Worker("b"));
        story.Ends("0: a 1", "0: b 1", "0: a 2", "0: b 2");
    }

    [Fact]
    public void Delay_Infinite_IsOverOnlyWhenInterrupted()
    {
        async Process Sleeper()
        {
            var sleep = await Simulator.Delay(double.PositiveInfinity);
            story.Tell($"{sleep.Status}");
        }

        var sleeper = Simulator.Start(Sleeper());
        Simulator.RunUntil(Simulator.Clock.Time(1e6));
        sleeper.Interrupt();
        story.Ends("1000000: Interrupted");
    }

    [Fact]
    public void DelayUntil_InstantsAheadAndPast_WaitUntilThen()
    {
        async Process Worker()
        {
            await Simulator.DelayUntil(Simulator.Clock.Time(7));
            story.Tell("seven");
            await Simulator.DelayUntil(Simulator.Clock.Time(3));
            story.Tell("still seven");
        }

        Simulator.Start(Worker());
        story.Ends("7: seven", "7: still seven");
    }

    [Fact]
    public void Trace_SameModelTwice_IsTheSame()
    {
        static ulong Digest(int customers)
        {
            var simulator = Replicated.Simulator(3);
            var queue = new QueueModel(simulator, new TwinGrid.Simulation.Distributions.Exponential(1), 1);
            queue.Admit(customers);
            queue.Open(0.9);
            queue.RunUntil(500);
            return simulator.Trace.Digest;
        }

        Assert.Equal(Digest(2), Digest(2));
        Assert.NotEqual(Digest(2), Digest(3));
    }
}
