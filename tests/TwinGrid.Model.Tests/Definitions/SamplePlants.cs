using TwinGrid.Model.Definitions;
using TwinGrid.Testing;

namespace TwinGrid.Model.Tests.Definitions;

/// <summary>The plants in <c>deploy/samples</c>.</summary>
internal static class SamplePlants
{
    public static PlantDefinition Read(string name) =>
        DefinitionReader.Read(Repository.SampleFiles(name)).Definition ?? throw new InvalidDataException($"sample '{name}' has errors");
}
