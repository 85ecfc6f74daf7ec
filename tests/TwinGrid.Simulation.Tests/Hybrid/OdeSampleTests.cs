using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Tests.Validation;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Hybrid;

/// <summary>The textbook sample of van der Pol's oscillator.</summary>
public sealed class OdeSampleTests
{
    [Fact]
    [Validation("sample textbook/ode.yaml")]
    public void Ode_Stiff_GivesTheKnownState()
    {
        var result = HybridLab.Run(Sample(), new ExperimentOverrides { Set = [new("epsilon", "1e-6")] });

        KnownAnswer.Check("29", "y1(2)", 1.70616773217049, result.Kpis[0], 1e-7);
        KnownAnswer.Check("29", "y2(2)", -.89280970102479, result.Kpis[1], 1e-7);
    }

    [Fact]
    [Validation("sample textbook/ode.yaml")]
    public void Ode_Nonstiff_GivesTheKnownState()
    {
        var result = HybridLab.Run(Sample(), new ExperimentOverrides { Set = [new("mu", "1")], Horizon = "20" });

        KnownAnswer.Check("30", "y1(20)", 2.008149762174943, result.Kpis[0], 1e-7);
        KnownAnswer.Check("30", "y2(20)", -.042508875273201, result.Kpis[1], 1e-7);
    }

    private static string Sample() => File.ReadAllText(Repository.Sample("textbook/ode.yaml"));
}
