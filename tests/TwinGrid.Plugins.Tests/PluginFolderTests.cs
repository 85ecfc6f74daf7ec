using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using TwinGrid.Simulation.Modules;
using TwinGrid.Testing;
using TwinGrid.Testing.Plugins;
using Xunit;

namespace TwinGrid.Plugins.Tests;

public sealed class PluginFolderTests : IDisposable
{
    private const string Example = "TwinGrid.ExamplePlugin.dll";

    private readonly TempDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_Plugin_BringsItsModulesWithItsHash()
    {
        Place("", Example);

        var loaded = PluginFolder.Load(folder.Path, BuiltInModules.Catalog);

        var plugin = Assert.Single(loaded.Plugins);
        Assert.Equal(Path.Combine(folder.Path, Example), plugin.File);
        Assert.Matches("^[0-9a-f]{64}$", plugin.Hash);
        var module = loaded.Catalog.Find("cooling-tunnel", 1);
        Assert.IsAssignableFrom<ComponentModule>(module);
        Assert.Equal(plugin.Hash, module!.Descriptor.Hash);
        Assert.Equal(BuiltInModules.Catalog.All.Count() + 1, loaded.Catalog.All.Count());
    }

    [Fact]
    public void Load_FolderOfItsOwnWithCopiesOfTheEngine_UsesTheEngineThatRuns()
    {
        Place("cooling", Example);
        foreach (var engine in new[] { typeof(ModuleType).Assembly, typeof(Model.Names.Identifier).Assembly })
        {
            File.Copy(engine.Location, Path.Combine(folder.Path, "cooling", Path.GetFileName(engine.Location)));
        }

        var loaded = PluginFolder.Load(folder.Path, BuiltInModules.Catalog);

        Assert.Equal("cooling-tunnel", Assert.Single(Assert.Single(loaded.Plugins).Modules).Descriptor.Name);
    }

    [Fact]
    public void Load_DependencyChanges_HashChanges()
    {
        Place("", Example);
        var before = PluginFolder.Load(folder.Path, BuiltInModules.Catalog).Plugins[0].Hash;

        Assert.Equal(before, PluginFolder.Load(folder.Path, BuiltInModules.Catalog).Plugins[0].Hash);
        WriteAssembly("System.Runtime", new Version(0, 0, 0, 0));
        Assert.NotEqual(before, AssemblyFile.HashWithDependencies(AssemblyFile.Read(Path.Combine(folder.Path, Example))!));
    }

    [Fact]
    public void Load_SameModuleTwice_NamesBothFiles()
    {
        Place("one", Example);
        Place("two", Example);

        var refused = Assert.Throws<PluginException>(() => PluginFolder.Load(folder.Path, BuiltInModules.Catalog));

        Assert.StartsWith(Path.Combine(folder.Path, "two", Example) + ": module 'cooling-tunnel@1' is in " + Path.Combine(folder.Path, "one", Example) + " too", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NameOfAKnownModule_IsRefused()
    {
        Place("", Example);
        var known = PluginFolder.Load(folder.Path, BuiltInModules.Catalog).Catalog;

        var refused = Assert.Throws<PluginException>(() => PluginFolder.Load(folder.Path, known));

        Assert.Equal($"{Path.Combine(folder.Path, Example)}: module 'cooling-tunnel' has the name of one that comes with TwinGrid; give it another name.", refused.Message);
    }

    [Fact]
    public void Load_BuiltWithAnotherEngine_IsRefused()
    {
        var file = WriteAssembly("Later", new Version(9, 1, 0, 0));

        var refused = Assert.Throws<PluginException>(() => PluginFolder.Load(folder.Path, BuiltInModules.Catalog));

        Assert.StartsWith($"{file}: it was built with TwinGrid.Simulation 9.1.0 and does not fit ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DamagedFile_IsNamed()
    {
        var file = Path.Combine(folder.Path, "broken.dll");
        File.WriteAllText(file, "no assembly");

        var refused = Assert.Throws<PluginException>(() => PluginFolder.Load(folder.Path, BuiltInModules.Catalog));

        Assert.Equal($"{file}: it is no assembly, or a damaged one.", refused.Message);
    }

    [Fact]
    public void Load_AssemblyWithoutTheEngine_IsPassedOver()
    {
        File.Copy(typeof(FactAttribute).Assembly.Location, Path.Combine(folder.Path, "xunit.dll"));

        Assert.Empty(PluginFolder.Load(folder.Path, BuiltInModules.Catalog).Plugins);
    }

    [Fact]
    public void Load_NoFolder_IsRefused()
    {
        var refused = Assert.Throws<PluginException>(() => PluginFolder.Load("/nowhere", BuiltInModules.Catalog));

        Assert.Equal("/nowhere: there is no such folder of plug-ins.", refused.Message);
    }

    [Theory]
    [InlineData("0.1.0", "0.1.0", true)]
    [InlineData("0.1.0", "0.1.5", true)]
    [InlineData("0.1.5", "0.1.0", false)]
    [InlineData("0.1.0", "0.2.0", false)]
    [InlineData("1.1.0", "1.4.0", true)]
    [InlineData("1.5.0", "1.4.0", false)]
    [InlineData("1.1.0", "2.0.0", false)]
    public void Fits_BuiltAndPresent_FollowsTheVersion(string built, string present, bool fits) =>
        Assert.Equal(fits, EngineVersion.Fits(Version.Parse(built), Version.Parse(present)));

    private void Place(string below, string file)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, below));
        File.Copy(Path.Combine(ExamplePlugin.Folder, file), Path.Combine(folder.Path, below, file));
    }

    /// <summary>An assembly that says it was built with some version of the engine.</summary>
    private string WriteAssembly(string name, Version engine)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(name), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddAssemblyReference(metadata.GetOrAddString("TwinGrid.Simulation"), engine, default, default, default, default);
        var bytes = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(bytes);
        var file = Path.Combine(folder.Path, name + ".dll");
        File.WriteAllBytes(file, bytes.ToArray());
        return file;
    }
}
