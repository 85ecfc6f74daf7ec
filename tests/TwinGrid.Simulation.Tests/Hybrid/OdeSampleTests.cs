using TwinGrid.Model.Scenarios;

namespace TwinGrid.Simulation.Tests.Hybrid;

/// <summary>The textbook sample of van der Pol's oscillator (rows 29 and 30 of the known answers).</summary>
public sealed class OdeSampleTests
{
    [Fact]
    public void Ode_Stiff_GivesTheKnownState()
    {
        var result = HybridLab.Run(Sample(), new ExperimentOverrides { Set = [new("epsilon", "1e-6")] });

        Assert.Equal(1.70616773217049, result.Kpis[0], 1e-7);
        Assert.Equal(-.89280970102479, result.Kpis[1], 1e-7);
    }

    [Fact]
    public void Ode_Nonstiff_GivesTheKnownState()
    {
        var result = HybridLab.Run(Sample(), new ExperimentOverrides { Set = [new("mu", "1")], Horizon = "20" });

        Assert.Equal(2.008149762174943, result.Kpis[0], 1e-7);
        Assert.Equal(-.042508875273201, result.Kpis[1], 1e-7);
    }

    private static string Sample()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "deploy", "samples")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"deploy/samples is not above {AppContext.BaseDirectory}");
        }

        return File.ReadAllText(Path.Combine(folder, "deploy", "samples", "textbook", "ode.yaml"));
    }
}
