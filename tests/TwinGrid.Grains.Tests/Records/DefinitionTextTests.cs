using TwinGrid.Grains.Records;
using TwinGrid.Model.Definitions;
using Xunit;

namespace TwinGrid.Grains.Tests.Records;

public sealed class DefinitionTextTests
{
    [Fact]
    public void Read_WhatWasWritten_HasTheSameMeaning()
    {
        var folder = Path.Combine(Root(), "deploy", "samples");
        foreach (var plant in Directory.EnumerateDirectories(folder))
        {
            var files = Directory.EnumerateFiles(plant, "plant.yaml", SearchOption.TopDirectoryOnly)
                .Concat(Directory.EnumerateFiles(plant, "line*.yaml", SearchOption.AllDirectories))
                .Concat(Directory.Exists(Path.Combine(plant, "types")) ? Directory.EnumerateFiles(Path.Combine(plant, "types"), "*.yaml") : [])
                .Select(path => (path, File.ReadAllText(path)));
            var definition = DefinitionReader.Read([.. files]).Definition!;

            var read = DefinitionText.Read(DefinitionText.Write(definition));

            Assert.Equal(definition.Hash, read.Hash);
            Assert.Equal(definition.Hash, CanonicalForm.Hash(read));
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TwinGrid.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
