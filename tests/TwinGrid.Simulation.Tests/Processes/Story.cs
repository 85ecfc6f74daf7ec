using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>A simulator with a list of what happened when, such as <c>3: done</c>.</summary>
internal sealed class Story
{
    public Simulator Simulator { get; } = new(SimClock.Microseconds, new StreamSource(1, 0));

    public List<string> Lines { get; } = [];

    public static SimDuration Seconds(double seconds) => SimClock.Microseconds.Duration(seconds);

    public void Tell(string what) => Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Simulator.NowSeconds}: {what}"));

    /// <summary>Runs to the end and compares.</summary>
    public void Ends(params string[] expected)
    {
        Simulator.RunUntil(SimTime.Never);
        Assert.Equal(expected, Lines);
    }
}
