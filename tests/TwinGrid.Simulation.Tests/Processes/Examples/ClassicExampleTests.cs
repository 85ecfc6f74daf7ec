using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Resources;

namespace TwinGrid.Simulation.Tests.Processes.Examples;

/// <summary>SimPy's other examples: with given times where an outcome can be told by hand, with chance where there is a closed form.</summary>
public sealed class ClassicExampleTests
{
    // Bank with impatient customers, more of them than the counter can serve: M/M/1+M, a birth and death chain.
    [Fact]
    public void Bank_ImpatientCustomers_RenegeAsTheChainSays()
    {
        const double arrivals = 1.2, patience = 4;
        double probability = 1, total = 1, waiting = 0;
        for (var n = 1; n < 200; n++)
        {
            probability *= arrivals / (1 + ((n - 1) / patience));
            total += probability;
            waiting += (n - 1) * probability;
        }

        Replicated.Agrees(
            "bank",
            30,
            simulator =>
            {
                var bank = new Bank(simulator, arrivals, patience);
                simulator.RunUntil(simulator.Clock.Time(10_000));
                return [bank.Reneged / (double)bank.Came, bank.Counter.QueueLength.Value(Estimator.Mean, simulator.Now)];
            },
            ("reneged", waiting / total / patience / arrivals), ("Lq", waiting / total));
    }

    [Fact]
    public void Carwash_TwoMachines_WashesTwoAtATime()
    {
        var story = new Story();
        var machines = new Resource(story.Simulator, "machines", 2);

        async Process Car(string name)
        {
            story.Tell($"{name} comes");
            using var machine = await machines.Request();
            story.Tell($"{name} goes in");
            await story.Simulator.Delay(5);
            story.Tell($"{name} is clean");
        }

        foreach (var (name, comes) in new[] { ("a", 0), ("b", 0), ("c", 3), ("d", 7) })
        {
            story.Simulator.StartAt(story.Simulator.Clock.Time(comes), Car(name));
        }

        story.Ends(
            "0: a comes", "0: a goes in", "0: b comes", "0: b goes in", "3: c comes", "5: a is clean", "5: b is clean", "5: c goes in", "7: d comes", "7: d goes in",
            "10: c is clean", "12: d is clean");
    }

    // Once too few tickets are left all who wait go home, and who buys at that moment gets the last ones.
    [Fact]
    public void Cinema_SoldOut_AllWhoWaitLeave()
    {
        var story = new Story();
        var (counter, soldOut) = (new Resource(story.Simulator, "counter"), new Gate(story.Simulator));
        var tickets = 5;

        async Process Visitor(string name, int wants)
        {
            var turn = await story.Simulator.Any(counter.Request(), soldOut.Pass());
            using var held = turn.Grant(0);
            if (!turn.Has(0) || tickets < wants)
            {
                story.Tell($"{name} leaves");
                return;
            }

            tickets -= wants;
            story.Tell($"{name} gets {wants}");
            if (tickets < 2)
            {
                soldOut.Open();
            }

            await story.Simulator.Delay(1);
        }

        foreach (var (name, wants) in new[] { ("a", 2), ("b", 2), ("c", 1), ("d", 2) })
        {
            story.Simulator.Start(Visitor(name, wants));
        }

        story.Ends("0: a gets 2", "1: b gets 2", "1: c leaves", "1: d leaves");
        Assert.Equal((0, 0, 1), (counter.InUse, counter.Queue, tickets));
    }

    // A truck is called when the tank is low; cars wait at the pump for what is not there.
    [Fact]
    public void FillingStation_TankRunsLow_TruckComesAndNothingIsLost()
    {
        var story = new Story();
        var simulator = story.Simulator;
        var (pumps, tank, low) = (new Resource(simulator, "pumps", 2), new Container(simulator, "tank", "L", 100, 100), new Gate(simulator));

        async Process Car(string name)
        {
            using var pump = await pumps.Request();
            await tank.Get(40);
            if (tank.Level < 30)
            {
                low.Pulse();
            }

            await simulator.Delay(20);
            story.Tell($"{name} drives off");
        }

        async Process Truck()
        {
            while (true)
            {
                await low.Pass();
                await simulator.Delay(30);
                var room = tank.Capacity - tank.Level;
                await tank.Put(room);
                story.Tell($"truck brought {room}");
            }
        }

        simulator.Start(Truck());
        foreach (var (name, comes) in new[] { ("a", 0), ("b", 5), ("c", 10), ("d", 90) })
        {
            simulator.StartAt(simulator.Clock.Time(comes), Car(name));
        }

        // c gets a pump at 20, and its fuel when the truck comes at 35. What d takes leaves 60 - 40 = 20: a second truck.
        story.Ends("20: a drives off", "25: b drives off", "35: truck brought 80", "55: c drives off", "110: d drives off", "120: truck brought 80");
        Assert.Equal(100, tank.Level);
    }

    // A message is under way for a while; the sender does not wait for it.
    [Fact]
    public void Cable_Latency_MessagesArriveInOrderLater()
    {
        var story = new Story();
        var simulator = story.Simulator;
        var end = new Store<string>(simulator, "end of the cable");

        async Process Message(string text)
        {
            await simulator.Delay(10);
            await end.Put(text);
        }

        async Process Sender()
        {
            for (var i = 1; i <= 3; i++)
            {
                await simulator.Delay(5);
                simulator.Start(Message($"sent at {simulator.NowSeconds}"));
            }
        }

        async Process Receiver()
        {
            while (true)
            {
                story.Tell((await end.Get()).Item!);
            }
        }

        simulator.Start(Sender());
        simulator.Start(Receiver());
        story.Ends("15: sent at 5", "20: sent at 10", "25: sent at 15");
    }

    // A pipe to many: every receiver has a store of its own, and a slow one finds messages that came before it asked.
    [Fact]
    public void Broadcast_SlowReceiver_GetsAllItsMessagesLate()
    {
        var story = new Story();
        var simulator = story.Simulator;
        Store<double>[] pipes = [new(simulator, "fast"), new(simulator, "slow")];

        async Process Sender()
        {
            for (var i = 0; i < 3; i++)
            {
                await simulator.Delay(2);
                foreach (var pipe in pipes)
                {
                    await pipe.Put(simulator.NowSeconds);
                }
            }
        }

        async Process Receiver(Store<double> pipe, double seconds)
        {
            while (true)
            {
                var sent = (await pipe.Get()).Item;
                story.Tell($"{pipe.Name} has {sent}, late by {simulator.NowSeconds - sent}");
                await simulator.Delay(seconds);
            }
        }

        simulator.Start(Sender());
        simulator.Start(Receiver(pipes[0], 1));
        simulator.Start(Receiver(pipes[1], 3));
        story.Ends(
            "2: fast has 2, late by 0", "2: slow has 2, late by 0", "4: fast has 4, late by 0", "5: slow has 4, late by 1", "6: fast has 6, late by 0",
            "8: slow has 6, late by 2");
    }

    private sealed class Bank
    {
        private readonly Simulator simulator;
        private readonly Exponential interarrival;
        private readonly Exponential patience;
        private readonly Exponential service = new(1);
        private readonly IndexedDraws waits;
        private readonly IndexedDraws services;

        public Bank(Simulator simulator, double arrivalsPerSecond, double patienceSeconds)
        {
            this.simulator = simulator;
            interarrival = new Exponential(1 / arrivalsPerSecond);
            patience = new Exponential(patienceSeconds);
            waits = simulator.Streams.Indexed("bank", "patience");
            services = simulator.Streams.Indexed("bank", "service");
            Counter = new Resource(simulator, "counter");
            simulator.Start(Arrivals());
        }

        public Resource Counter { get; }

        public long Came { get; private set; }

        public long Reneged { get; private set; }

        private async Process Arrivals()
        {
            var stream = simulator.Streams.Stream("bank", "arrivals");
            for (var number = 0L; ; number++)
            {
                await simulator.Delay(interarrival.Sample(stream));
                Came++;
                simulator.Start(Customer(number));
            }
        }

        private async Process Customer(long number)
        {
            using var turn = await Counter.Request().Within(simulator.Clock.Duration(patience.Quantile(waits.Draw(number))));
            if (turn.Status == WaitStatus.TimedOut)
            {
                Reneged++;
                return;
            }

            await simulator.Delay(service.Quantile(services.Draw(number)));
        }
    }
}
