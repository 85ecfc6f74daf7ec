using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Waits for gates and signals.</summary>
public sealed class GateTests
{
    private readonly Story story = new();

    private Simulator Simulator => story.Simulator;

    [Fact]
    public void Open_WaitingAndLater_AllPass()
    {
        var gate = new Gate(Simulator);
        async Process Car(string name, double comes)
        {
            await Simulator.Delay(comes);
            await gate.Pass();
            story.Tell($"{name} passes");
        }

        async Process Keeper()
        {
            await Simulator.Delay(5);
            Assert.Equal(2, gate.Waiting);
            gate.Open();
            await Simulator.Delay(5);
            gate.Close();
        }

        Simulator.Start(Car("a", 1));
        Simulator.Start(Car("b", 2));
        Simulator.Start(Car("c", 7));
        Simulator.Start(Car("d", 11));
        Simulator.Start(Keeper());
        story.Ends("5: a passes", "5: b passes", "7: c passes");
        Assert.Equal(1, gate.Waiting);
    }

    [Fact]
    public void Pulse_LetsPassWhoWaitsOnly()
    {
        var gate = new Gate(Simulator);
        async Process Car()
        {
            while (true)
            {
                await gate.Pass();
                story.Tell("passes");
            }
        }

        async Process Keeper()
        {
            await Simulator.Delay(1);
            gate.Pulse();
            await Simulator.Delay(1);
            gate.Pulse();
        }

        Simulator.Start(Car());
        Simulator.Start(Keeper());
        story.Ends("1: passes", "2: passes");
    }

    [Fact]
    public void Within_PatienceEndsFirst_TimesOutAndLeaves()
    {
        var gate = new Gate(Simulator);
        async Process Car()
        {
            var pass = await gate.Pass().Within(Story.Seconds(2));
            story.Tell($"{pass.Status}");
        }

        Simulator.Start(Car());
        story.Ends("2: TimedOut");
        Assert.Equal(0, gate.Waiting);
    }

    [Fact]
    public void Within_GateOpensFirst_CancelsPatience()
    {
        var gate = new Gate(Simulator);
        async Process Car()
        {
            var pass = await gate.Pass().Within(Story.Seconds(20));
            story.Tell($"{pass.Status}");
        }

        Simulator.Start(Car());
        Simulator.RunUntil(Simulator.Clock.Time(1));
        gate.Open();
        story.Ends("1: Completed");
        Assert.Equal(1, Simulator.Clock.Seconds(Simulator.LastEvent));
    }

    [Fact]
    public void Until_SignalRises_ContinuesAtThePassage()
    {
        var temperature = new StepSignal(Simulator, 20);
        async Process Oven()
        {
            await Simulator.Until(temperature, 100);
            story.Tell("hot");
            await Simulator.Until(temperature, 90);
            story.Tell("still hot");
            await Simulator.Until(temperature, 30, CrossingDirection.Falling);
            story.Tell("cold");
        }

        async Process Heater()
        {
            foreach (var value in new[] { 60.0, 120, 80, 25 })
            {
                await Simulator.Delay(1);
                temperature.Set(value);
            }
        }

        Simulator.Start(Oven());
        Simulator.Start(Heater());
        story.Ends("2: hot", "2: still hot", "4: cold");
    }

    [Fact]
    public void Until_InterruptedAtThePassage_DoesNotContinueTwice()
    {
        var level = new StepSignal(Simulator, 0);
        async Process Pump()
        {
            var full = await Simulator.Until(level, 1);
            story.Tell($"{full.Status}");
            await Simulator.Delay(10);
            story.Tell("ends");
        }

        var pump = Simulator.Start(Pump());
        Simulator.RunUntil(Simulator.Clock.Time(1));
        level.Set(2);
        pump.Interrupt();
        story.Ends("1: Interrupted", "11: ends");
    }
}
