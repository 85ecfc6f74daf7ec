using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using Xunit;

namespace TwinGrid.Plugins.Tests;

public sealed class PluginLoaderTests
{
    [Theory]
    [InlineData(typeof(Demanding), "has no public constructor without parameters.")]
    [InlineData(typeof(Throwing), "can't be made: out of order")]
    [InlineData(typeof(Nameless), "has no descriptor with a name such as 'cooling-tunnel' and a version from 1 on.")]
    [InlineData(typeof(Neither), "derives from neither ComponentModule nor CompoundModule.")]
    public void Create_ClassThatIsNoModule_NamesFileAndClass(Type type, string problem)
    {
        var refused = Assert.Throws<PluginException>(() => PluginLoader.Create("acme.dll", type, "abc"));

        Assert.Equal($"acme.dll: module class {type.FullName} {problem}", refused.Message);
    }

    [Fact]
    public void Create_Compound_KeepsWhatItIs()
    {
        var module = Assert.IsAssignableFrom<CompoundModule>(PluginLoader.Create("acme.dll", typeof(Compound), "abc"));

        Assert.Equal(("pair", "abc"), (module.Descriptor.Name, module.Descriptor.Hash));
    }

    private abstract class Module(string name) : ComponentModule
    {
        public override ModuleDescriptor Descriptor { get; } = new() { Name = name, Summary = "" };

        public override Component Create(Simulator simulator, string path, ModuleArguments arguments) => throw new NotSupportedException();
    }

    private sealed class Demanding(string name) : Module(name);

    private sealed class Nameless() : Module("no name");

    private sealed class Throwing : Module
    {
        public Throwing()
            : base("throwing") => throw new InvalidOperationException("out of order");
    }

    private sealed class Neither : ModuleType
    {
        public override ModuleDescriptor Descriptor { get; } = new() { Name = "neither", Summary = "" };
    }

    private sealed class Compound : CompoundModule
    {
        public override ModuleDescriptor Descriptor { get; } = new() { Name = "pair", Summary = "" };

        public override Model.Behaviours.Assembly Expand(ModuleArguments arguments) => new();
    }
}
