using TwinGrid.Simulation.Library;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.Library;

public sealed class LibraryModulesTests
{
    public static TheoryData<string> Names => [.. LibraryModules.All.Select(m => m.Descriptor.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Descriptor_OfEachModule_SaysAllOfIt(string name)
    {
        var descriptor = BuiltInModules.Catalog.Find(name)!.Descriptor;

        Assert.NotEmpty(descriptor.Source);
        Assert.True(descriptor.Summary.Length > 40);
        Assert.NotEmpty(descriptor.Ports);
        Assert.All(descriptor.Parameters, p => Assert.NotNull(p.Default));
        Assert.All(descriptor.Parameters.Select(p => (p.Name, p.Summary)).Concat(descriptor.Ports.Select(p => (p.Name, p.Summary))).Concat(descriptor.Observables.Select(o => (o.Name, o.Summary))), o => Assert.NotEqual(o.Name, o.Summary));
    }

    [Fact]
    public void All_HasTheModulesOfThePlan()
    {
        string[] expected = ["battery", "bearing-wear", "gearbox", "heat-exchanger", "heated-body", "induction-motor", "mass-flow", "motor-winding", "pid", "pid-flow", "pid-level", "pid-pressure", "pid-temperature",
            "pipe", "pressure-gauge", "pump", "reservoir", "tank", "thermostat", "valve"];

        Assert.Equal(expected, LibraryModules.All.Select(m => m.Descriptor.Name));
    }
}
