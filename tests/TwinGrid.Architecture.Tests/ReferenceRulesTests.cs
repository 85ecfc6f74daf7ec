using Xunit;

namespace TwinGrid.Architecture.Tests;

public sealed class ReferenceRulesTests
{
    [Fact]
    public void Check_OurProjects_HasNoBreach()
    {
        Assert.True(Repository.Projects.Count >= 10, $"only {Repository.Projects.Count} projects found below {Repository.Root}");
        Assert.Empty(ReferenceRules.Check(Repository.Projects));
    }

    [Theory]
    [InlineData("TwinGrid.Grains", "TwinGrid.Protocol", "Grains refers to Protocol")]
    [InlineData("TwinGrid.Client", "TwinGrid.Contracts", "Client refers to Contracts")]
    [InlineData("TwinGrid.Gateway", "TwinGrid.Host", "Gateway refers to Host")]
    [InlineData("TwinGrid.Simulation", "TwinGrid.Grains", "Simulation refers to Grains")]
    [InlineData("TwinGrid.Common", "TwinGrid.Model", "Common is not in the list of projects")]
    public void Check_ForbiddenReference_IsABreach(string project, string reference, string breach)
    {
        var file = ProjectFile.Parse(
            project, $"""<Project><ItemGroup><ProjectReference Include="../{reference}/{reference}.csproj" /></ItemGroup></Project>""");
        Assert.Equal([breach], ReferenceRules.Check([file]));
    }

    [Fact]
    public void Check_OrleansInSimulation_IsABreach()
    {
        var file = ProjectFile.Parse(
            "TwinGrid.Simulation", """<Project><ItemGroup><PackageReference Include="Microsoft.Orleans.Sdk" /></ItemGroup></Project>""");
        Assert.Equal(["Simulation uses the package Microsoft.Orleans.Sdk"], ReferenceRules.Check([file]));
    }
}
