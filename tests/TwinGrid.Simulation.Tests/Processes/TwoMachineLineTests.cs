using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Lines of two machines that fail by the time that they work, with a buffer between them.</summary>
public sealed class TwoMachineLineTests
{
    [Theory]
    [Validation("processes, 30 replications of 100 000 s")]
    [InlineData(0, .8333333)]
    [InlineData(1, .8369695)]
    [InlineData(10, .8587258)]
    [InlineData(100, .8965517)]
    [InlineData(double.PositiveInfinity, .9090909)]
    public void Throughput_FluidLine_MeetsClosedForm(double room, double throughput) => Replicated.Agrees(
        "19",
        30,
        simulator =>
        {
            const double Horizon = 100_000;
            var line = new FluidLine(simulator, room);
            simulator.Start(line.Run());
            simulator.RunUntil(simulator.Clock.Time(Horizon));

            // Without a bound the first machine never waits and nothing is lost behind it, but the level grows like a random walk: what comes in is the throughput.
            return [(double.IsInfinity(room) ? line.FirstWorked : line.SecondWorked) / Horizon];
        },
        ($"throughput, N = {(double.IsInfinity(room) ? "∞" : room)}", throughput));

    [Theory]
    [Validation("processes, 30 replications of 50 000 slots")]
    [InlineData("20", 4, 0.01, 0.1, 0.01, 0.1, .8409361, 2)]
    [InlineData("20", 10, 0.01, 0.1, 0.01, 0.1, .8561749, 5)]
    [InlineData("20", 20, 0.01, 0.1, 0.01, 0.1, .8705407, 10)]
    [InlineData("20", 100, 0.01, 0.1, 0.01, 0.1, .8969371, 50)]
    [InlineData("21", 10, 0.02, 0.1, 0.01, 0.15, .8143409, 3.0524422)]
    public void Throughput_SlottedLine_MeetsTheExactChain(
        string row, int room, double failure1, double repair1, double failure2, double repair2, double throughput, double level) => Replicated.Agrees(
        row,
        30,
        simulator =>
        {
            const int Slots = 50_000;
            const int WarmUp = 1_000;
            long made = 0, sum = 0;
            simulator.Start(Line());
            simulator.RunUntil(simulator.Clock.Time(WarmUp + Slots + 0.5));
            return [made / (double)Slots, sum / (double)Slots];

            async Process Line()
            {
                RandomStream first = simulator.Streams.Stream("machine-1", "state"), second = simulator.Streams.Stream("machine-2", "state");
                var (up1, up2, buffer) = (true, true, 0);
                for (var slot = 0; slot < WarmUp + Slots; slot++)
                {
                    await simulator.Delay(1);
                    bool isBlocked = buffer == room, isStarved = buffer == 0;
                    up1 = up1 ? isBlocked || first.NextDouble() >= failure1 : first.NextDouble() < repair1;
                    up2 = up2 ? isStarved || second.NextDouble() >= failure2 : second.NextDouble() < repair2;
                    sum += slot < WarmUp ? 0 : buffer;
                    made += slot >= WarmUp && up2 && !isStarved ? 1 : 0;
                    buffer += (up1 && !isBlocked ? 1 : 0) - (up2 && !isStarved ? 1 : 0);
                }
            }
        },
        ($"throughput, N = {room}", throughput), ($"mean level, N = {room}", level));

    /// <summary>Two machines of speed 1 and what lies between them; from event to event, as levels move in straight lines.</summary>
    private sealed class FluidLine(Simulator simulator, double room)
    {
        private readonly Exponential life = new(100);
        private readonly Exponential repair = new(10);
        private readonly RandomStream[] streams = [simulator.Streams.Stream("machine-1", "state"), simulator.Streams.Stream("machine-2", "state")];
        private readonly bool[] isUp = [true, true];
        private readonly bool[] works = [true, true];
        private readonly double[] left = new double[2];
        private double level;

        public double FirstWorked { get; private set; }

        public double SecondWorked { get; private set; }

        public async Process Run()
        {
            (left[0], left[1]) = (life.Sample(streams[0]), life.Sample(streams[1]));
            while (true)
            {
                works[0] = isUp[0] && (isUp[1] || level < room);
                works[1] = isUp[1] && (isUp[0] || level > 0);
                var drift = (works[0] ? 1 : 0) - (works[1] ? 1 : 0);
                var toEdge = drift > 0 ? room - level : drift < 0 ? level : double.PositiveInfinity;
                var step = Math.Min(toEdge, Math.Min(ToChange(0), ToChange(1)));
                await simulator.Delay(step);
                FirstWorked += works[0] ? step : 0;
                SecondWorked += works[1] ? step : 0;
                level = step == toEdge ? (drift > 0 ? room : 0) : level + (drift * step);
                Pass(0, step);
                Pass(1, step);
            }
        }

        private double ToChange(int machine) => works[machine] || !isUp[machine] ? left[machine] : double.PositiveInfinity;

        private void Pass(int machine, double step)
        {
            if (step < ToChange(machine))
            {
                left[machine] -= works[machine] || !isUp[machine] ? step : 0;
                return;
            }

            isUp[machine] = !isUp[machine];
            left[machine] = (isUp[machine] ? life : repair).Sample(streams[machine]);
        }
    }
}
