using System.Globalization;
using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Simulation.Motion;

/// <summary>Van der Pol's oscillator by SciPy's RK45.</summary>
internal sealed class SciPyMotion(PythonChild python) : IMotionRun
{
    public MotionFigures Run(double tolerance, int runs)
    {
        var words = python.Ask(string.Create(CultureInfo.InvariantCulture, $"{tolerance:R} {runs}"));
        var values = Array.ConvertAll(words, word => double.Parse(word, CultureInfo.InvariantCulture));
        return new MotionFigures(values[0], values[1..]);
    }
}
